"""What `wording` says about conversations: changed while they are answered, read from a file."""

from __future__ import annotations

from desktop.domain import ProblemCode

CONVERSATION_SENTENCES: dict[ProblemCode, tuple[str, str]] = {
    "still_answering": (
        "An answer is on its way in this conversation. Wait until it is finished, or stop it, and"
        " try again.",
        "此对话正在生成回答。请等回答完成，或先停止它，然后重试。",
    ),
    "import_unknown": (
        "{name} holds no conversations that Carrel knows. Choose a file that Carrel exported as"
        " JSON, or conversations.json of a ChatGPT export or the ZIP file that holds it.",
        "{name} 中没有 Carrel 能识别的对话。请选择由 Carrel 导出的 JSON 文件，或 ChatGPT 导出的"
        " conversations.json 及包含它的 ZIP 文件。",
    ),
    "import_damaged": (
        "{name} is damaged ({detail}). Nothing was imported. Export it or download it once more.",
        "{name} 已损坏（{detail}），没有导入任何内容。请重新导出或重新下载该文件。",
    ),
    "import_newer": (
        "{name} comes from a newer version of Carrel. Nothing was imported. Install that version"
        " and try again.",
        "{name} 由更新版本的 Carrel 导出，没有导入任何内容。请安装新版本后重试。",
    ),
    "import_too_large": (
        "{name} is too large to be imported ({detail}). Nothing was imported. Export fewer"
        " conversations into one file.",
        "{name} 太大，无法导入（{detail}），没有导入任何内容。请减少单个文件中的对话数量。",
    ),
    "import_empty": (
        "There are no conversations in {name}.",
        "{name} 中没有对话。",
    ),
    "export_not_writable": (
        "{name} cannot be written there. Choose another folder, or another name.",
        "无法在该位置写入 {name}。请选择其他文件夹或其他名称。",
    ),
    "export_exists": (
        "{name} is already there. Choose another name, or add --force to replace it.",
        "{name} 已存在。请换一个名称，或加上 --force 覆盖它。",
    ),
    "feedback_empty": (
        "Nothing was rated or compared yet that {detail} could hold. Rate or compare answers first.",
        "还没有可以导出为 {detail} 的评价或比较。请先评价或比较回答。",
    ),
}
