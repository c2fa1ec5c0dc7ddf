"""Problems in words, English and Chinese, for the window, the command line and the API alike.

Every sentence says what is wrong and what to do next.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from desktop.conversation_words import CONVERSATION_SENTENCES
from desktop.domain import Language, Problem, ProblemCode, Verdict

_SENTENCES: dict[ProblemCode, tuple[str, str]] = {
    **CONVERSATION_SENTENCES,
    "empty": (
        "{name} is empty. Add text to it and drop it again.",
        "{name} 是空文件。请写入内容后重新拖入。",
    ),
    "no_text": (
        "No text was found in {name}, not even by text recognition. If it has any, scan it again,"
        " larger or sharper.",
        "{name} 中没有找到文字，文字识别也没有结果。如果其中确有文字，请以更高清晰度重新扫描。",
    ),
    "scanned": (
        "{name} is a scan. Switch on “Recognise text in scans” in the settings to have it read.",
        "{name} 是扫描件。请在设置中打开“识别扫描件中的文字”，即可读取。",
    ),
    "encrypted": (
        "{name} is protected with a password. Save a copy without the password and drop that.",
        "{name} 设有密码。请另存一份不带密码的副本，再拖入该副本。",
    ),
    "damaged": (
        "{name} is damaged and cannot be read. Open it in its own program, save it again and drop"
        " the new file.",
        "{name} 已损坏，无法读取。请用原来的程序打开并重新保存，再拖入新文件。",
    ),
    "unknown_type": (
        "Carrel cannot read this type of file ({detail}). It reads PDF, images, Office and"
        " OpenDocument files, web pages, books, e-mail and text: save {name} as one of these, an old DOC or PPT"
        " as DOCX or PPTX.",
        "暂不支持这种文件（{detail}）。Carrel 可以读取 PDF、图片、Office 和 OpenDocument 文件、网页、电子书、邮件和文本；请将 {name} 另存为其中一种，旧的 DOC 或 PPT 请存为 DOCX 或 PPTX。",
    ),
    "binary": (
        "{name} is not text although its name says so. Save it as PDF, DOCX or text.",
        "{name} 的内容不是文本，与文件名不符。请另存为 PDF、DOCX 或纯文本。",
    ),
    "unreadable": (
        "{name} may not be read by this user. Change its permissions and try again.",
        "当前用户没有读取 {name} 的权限。请修改文件权限后重试。",
    ),
    "vanished": (
        "{name} is not there any more. Check whether it was moved, renamed or is on a disk that is"
        " not connected.",
        "找不到 {name}。请检查它是否被移动、改名，或所在磁盘未连接。",
    ),
    "not_a_file": (
        "{name} is neither a file nor a folder that can be read.",
        "{name} 既不是可读取的文件，也不是文件夹。",
    ),
    "name_not_text": (
        "The name of {name} is not valid text. Rename the file or its folder and index it again.",
        "{name} 的名称不是有效的文本。请重命名该文件或其所在文件夹，然后重新索引。",
    ),
    "too_large": (
        "{name} is too large ({detail}). Split it into smaller files.",
        "{name} 过大（{detail}）。请拆分成较小的文件。",
    ),
    "too_slow": (
        "Reading {name} took longer than {detail} and was stopped. Save it again in its own"
        " program, or split it.",
        "读取 {name} 超过 {detail}，已停止。请用原来的程序重新保存，或拆分文件。",
    ),
    "too_much_memory": (
        "Reading {name} needed too much memory and was stopped. Save it again in its own program,"
        " or split it.",
        "读取 {name} 占用内存过多，已停止。请用原来的程序重新保存，或拆分文件。",
    ),
    "unsafe": (
        "{name} is built in a way that is used for attacks ({detail}) and was not opened.",
        "{name} 的结构常见于恶意文件（{detail}），因此没有打开。",
    ),
    "quarantined": (
        "{name} stopped the reader twice and is left out from now on. Save it again in its own"
        " program to have it tried once more.",
        "{name} 两次导致读取程序中止，今后将跳过。用原来的程序重新保存后会再次尝试。",
    ),
    "not_indexed": (
        "{name} is not among your documents. Add it first.",
        "{name} 不在您的文档中。请先添加。",
    ),
    "page_missing": (
        "{name} has no page {detail} any more: the file changed since it was read. Add it again.",
        "{name} 已没有第 {detail} 页：文件在读取后有改动。请重新添加。",
    ),
    "recogniser_missing": (
        "Text recognition cannot start: {name} is not there. Run the set-up again.",
        "无法启动文字识别：找不到 {name}。请重新运行安装。",
    ),
    "filter_date": (
        "{detail} names no date. Write a year, a month or a day behind the colon: 2024, 2024-06 or"
        " 2024-06-30.",
        "“{detail}”不是日期。请在冒号后写年、月或日：2024、2024-06 或 2024-06-30。",
    ),
    "filter_alone": (
        "{detail} only chooses documents. Write your question behind it.",
        "“{detail}”只用来筛选文档。请在后面写上问题。",
    ),
    "no_model": (
        "There is no model to answer with. Choose a GGUF file in the model menu.",
        "没有可用的模型。请在模型菜单中选择一个 GGUF 文件。",
    ),
    "model_missing": (
        "The model file {name} is not there any more. Choose another model, or put the file back.",
        "找不到模型文件 {name}。请选择其他模型，或把文件放回原处。",
    ),
    "model_damaged": (
        "The model file {name} is damaged or not a GGUF model ({detail}). Download it again or"
        " choose another.",
        "模型文件 {name} 已损坏，或不是 GGUF 模型（{detail}）。请重新下载或选择其他模型。",
    ),
    "model_unsupported": (
        "The model {name} is of a kind this version cannot run ({detail}). Choose another.",
        "当前版本无法运行模型 {name}（{detail}）。请选择其他模型。",
    ),
    "model_too_large": (
        "The model {name} needs more memory than is free ({detail}). Choose a smaller model or"
        " quantization, or close other programs.",
        "模型 {name} 需要的内存超过可用内存（{detail}）。请选择更小的模型或量化版本，或关闭其他程序。",
    ),
    "model_out_of_memory": (
        "Memory ran out while the model was working. Choose a smaller model or context window.",
        "模型运行时内存不足。请选择更小的模型或上下文窗口。",
    ),
    "model_language": (
        "The model {name} does not speak the language of this question. Choose a multilingual model.",
        "模型 {name} 不会这个问题所用的语言。请选择支持多种语言的模型。",
    ),
    "prompt_too_long": (
        "The question alone is longer than the model's context window ({detail} tokens). Shorten it"
        " or choose a larger context window.",
        "问题本身已超出模型的上下文窗口（{detail} 个词元）。请缩短问题或增大上下文窗口。",
    ),
    "model_part_missing": (
        "The model {name} comes in several files, and {detail} is not there. Put all parts into one"
        " folder and choose the first.",
        "模型 {name} 由多个文件组成，缺少 {detail}。请把所有部分放在同一文件夹中，并选择第一个。",
    ),
    "model_quarantined": (
        "The model {name} crashed twice within a minute and is not started again by itself. Choose"
        " another model, or choose it again to give it one more try.",
        "模型 {name} 在一分钟内两次崩溃，不再自动启动。请选择其他模型；再次选择它可重试。",
    ),
    "schema_unsupported": (
        "The JSON schema cannot be followed ({detail}). Check it, or leave it out.",
        "无法按该 JSON Schema 生成（{detail}）。请检查或去掉它。",
    ),
    "preset_damaged": (
        "{name} is not a file of Carrel presets ({detail}). Nothing was changed.",
        "{name} 不是 Carrel 的预设文件（{detail}）。未做任何更改。",
    ),
    "preset_variable": (
        "The preset needs a value for {detail}. Fill it in, then send again.",
        "该预设需要填写“{detail}”。请填写后重新发送。",
    ),
    "engine_died": (
        "The model stopped working and was restarted. The text so far is kept; ask again or press"
        " Continue.",
        "模型意外停止，已重新启动。已生成的内容已保留，可重新提问或点“继续”。",
    ),
    "index_died": (
        "The document reader stopped and was restarted. Nothing is lost; try again.",
        "文档读取程序意外停止，已重新启动。数据没有丢失，请重试。",
    ),
    "index_damaged": (
        "The search index is damaged and could not be repaired ({detail}). Start Carrel again: it is"
        " then rebuilt from the library. Nothing is lost.",
        "搜索索引已损坏，无法修复（{detail}）。请重新启动 Carrel，届时会从文档库重建。数据没有丢失。",
    ),
    "library_damaged": (
        "The library in {name} cannot be read ({detail}). The file is left as it is; restore a copy of"
        " it, or move it away to begin with an empty library.",
        "无法读取 {name} 中的文档库（{detail}）。文件保持原样，请用备份恢复，或将其移走后从空文档库开始。",
    ),
    "embedder_missing": (
        "The embedder {name} is not there. Run the set-up again, or choose another in the settings.",
        "找不到嵌入模型 {name}。请重新运行安装，或在设置中选择其他模型。",
    ),
    "embedder_unknown": (
        "The embedder {name} is of a kind that Carrel cannot use ({detail}). Choose another in the settings.",
        "无法使用嵌入模型 {name}：不支持其类型（{detail}）。请在设置中选择其他模型。",
    ),
    "embedder_not_exported": (
        "The embedder {name} could not be prepared ({detail}). Choose another in the settings.",
        "无法准备嵌入模型 {name}（{detail}）。请在设置中选择其他模型。",
    ),
    "embedder_damaged": (
        "The embedder {name} cannot be loaded ({detail}). Run the set-up again.",
        "嵌入模型 {name} 无法加载（{detail}）。请重新运行安装。",
    ),
    "disk_full": (
        "The disk is full. Free some space and try again; nothing that was saved is lost.",
        "磁盘已满。请清理空间后重试；已保存的内容不会丢失。",
    ),
    "not_writable": (
        "Carrel cannot write to {name}. Check its permissions, or name another folder with --home.",
        "无法写入 {name}。请检查权限，或用 --home 指定其他文件夹。",
    ),
    "no_keyring": (
        "This computer offers no keyring to keep the key of your conversations in. Choose --store"
        " passphrase or --store plain.",
        "本机没有可用的密钥环来保存对话的密钥。请选择 --store passphrase 或 --store plain。",
    ),
    "key_missing": (
        "The keyring does not hold the key of these conversations any more. Unlock the keyring it"
        " was kept in; the conversations stay untouched.",
        "密钥环中找不到这些对话的密钥。请解锁原先使用的密钥环；对话内容未被改动。",
    ),
    "wrong_passphrase": (
        "The passphrase does not open these conversations. Try again.",
        "口令不正确，无法打开这些对话。请重试。",
    ),
    "store_damaged": (
        "The conversations in {name} cannot be read ({detail}). The file is left as it is; restore a"
        " copy of it.",
        "无法读取 {name} 中的对话（{detail}）。文件保持原样，请用备份恢复。",
    ),
    "store_newer": (
        "The conversations in {name} were written by a newer Carrel. Update this one.",
        "{name} 中的对话由更新版本的 Carrel 写入。请升级本程序。",
    ),
    "home_locked": (
        "Carrel is open; use its window, or close it and run the command again.",
        "Carrel 正在运行；请使用它的窗口，或关闭后再运行该命令。",
    ),
    "no_display": (
        "There is no display to open the window on. Run it on a desktop, or see `make demo` for the"
        " same in a terminal.",
        "没有可用的显示器，无法打开窗口。请在桌面环境中运行，或用 `make demo` 在终端中体验。",
    ),
    "bad_argument": ("{detail}", "{detail}"),
    "bug": (
        "Something went wrong inside Carrel. Details are in the log; try again.",
        "Carrel 内部出错。详情见日志，请重试。",
    ),
}


def sentence(problem: Problem, language: Language = "en") -> str:
    """Say what is wrong and what to do next, in plain text."""
    template = _SENTENCES[problem.code][language == "zh"]
    name = PurePath(problem.path).name or problem.path
    return template.format(name=name or "?", detail=problem.detail)


_CONTROLS = dict.fromkeys(
    (*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\N{REPLACEMENT CHARACTER}"
)


def file_name(path: str) -> str:
    """A file's name, with characters that turn text around made visible."""
    return (PurePath(path).name or path).translate(_CONTROLS)


_MOST_NAMED = 3
INSIDE = " › "
"""Parts what lies in what, in the place of a passage from an attachment."""

_PAGE = ("p. {n}", "第 {n} 页")
_PAGES: dict[str, tuple[str, str]] = {
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".odp"), ("slide {n}", "第 {n} 张幻灯片")),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"), ("sheet {n}", "第 {n} 个工作表")),
    ".epub": ("chapter {n}", "第 {n} 章"),
    ".mbox": ("message {n}", "第 {n} 封邮件"),
    **dict.fromkeys((".eml", ".png", ".jpg", ".jpeg", ".bmp", ".webp", ".gif"), ("", "")),
}


def place(path: str, page: int | None, language: Language, name: str = "") -> str:
    """A file and where in it something stands, short."""
    where = spot(path, page, language, name)
    return f"{file_name(path)} · {where}" if where else file_name(path)


def spot(path: str, page: int | None, language: Language, name: str = "") -> str:
    """Where in a file something stands; `name` is what a passage's `place` says."""
    outer, is_inside, inner = name.rpartition(INSIDE)
    if is_inside:
        number = int(inner) if inner.isdecimal() else None
        file = outer.rpartition(INSIDE)[2]
        within = spot(file, number, language, "" if number else inner)
        parts = [*outer.translate(_CONTROLS).split(INSIDE), within]
        return " · ".join(each for each in parts if each)
    ending = PurePath(path).suffix.lower()
    words = _PAGES.get(ending, _PAGE)[language == "zh"]
    if not name:
        return words.format(n=page) if page is not None else ""
    if words.startswith("sheet") or words.endswith("工作表"):
        sheet, _, cells = name.translate(_CONTROLS).rpartition("!")
        words = f"工作表 {sheet or cells}" if language == "zh" else f"sheet {sheet or cells}"
        return f"{words} · {cells}" if sheet else words
    return name.translate(_CONTROLS)


def tidy(text: str) -> str:
    """A passage on one line, as it reads rather than as it was set.

    PDF writes a word broken at a line's end with U+FFFE.
    """
    return " ".join(text.replace("\ufffe", "").split())


_REFUSALS: dict[Verdict, tuple[str, str]] = {
    "nothing": (
        "Nothing in your documents answers this. {n} documents were searched.",
        "您的文档中没有能回答这个问题的内容。已搜索 {n} 个文档。",
    ),
    "unmatched": (
        "No document matches these filters: {filter}. Change them or leave one out.",
        "没有文档符合这些筛选条件：{filter}。请更改或去掉其中一个。",
    ),
    "weak": (
        "It is not certain that this answers the question: check the passages.",
        "不能确定这是否回答了问题：请核对原文。",
    ),
}


_OTHER_LANGUAGE: dict[Language, tuple[str, str]] = {
    "zh": (
        "This embedder cannot match Chinese questions with English files; choose a multilingual one.",
        "当前的嵌入模型无法用中文问题匹配英文文件；请选择支持多种语言的嵌入模型。",
    ),
    "en": (
        "This embedder cannot match English questions with Chinese files; choose a multilingual one.",
        "当前的嵌入模型无法用英文问题匹配中文文件；请选择支持多种语言的嵌入模型。",
    ),
}


_FILTERED_NOTHING = (
    "Nothing in the documents that match these filters answers this: {filter}. Leave one out to"
    " look further.",
    "符合筛选条件（{filter}）的文档中没有能回答这个问题的内容。去掉一个条件可扩大范围。",
)
_FILTERED = ("Only in documents that match: {filter}", "仅限符合条件的文档：{filter}")


def refusal(
    verdict: Verdict,
    language: Language,
    n_documents: int,
    asked: Language = "en",
    filter_words: str = "",
) -> str:
    """Say why a question, asked in a language, was not answered from documents; empty where it was.

    `language` is that of the sentence.
    """
    if verdict == "language":
        return _OTHER_LANGUAGE[asked][language == "zh"]
    sentences = _REFUSALS.get(verdict)
    if verdict == "nothing" and filter_words:
        sentences = _FILTERED_NOTHING
    if sentences is None:
        return ""
    return sentences[language == "zh"].format(n=n_documents, filter=filter_words)


def narrowed(filter_words: str, language: Language) -> str:
    """Say which documents a question was asked of; empty where of all."""
    return _FILTERED[language == "zh"].format(filter=filter_words) if filter_words else ""


def also_in(path: str, others: Sequence[str], language: Language) -> str:
    """Name the other documents that say the same as one; empty where there are none.

    Those that are called alike are told by their folders.
    """
    names = ", ".join(_told_apart(each, (path, *others)) for each in others[:_MOST_NAMED])
    if len(others) > _MOST_NAMED:
        names += f" (+{len(others) - _MOST_NAMED})"
    if not names:
        return ""
    return f"同样见于：{names}" if language == "zh" else f"Also in: {names}"


def _told_apart(path: str, among: Sequence[str]) -> str:
    name, folder = file_name(path), PurePath(path).parent.name
    alike = [each for each in among if each != path and file_name(each) == name]
    if not alike:
        return name
    if folder and all(PurePath(each).parent.name != folder for each in alike):
        return f"{file_name(folder)}/{name}"
    return path.translate(_CONTROLS)
