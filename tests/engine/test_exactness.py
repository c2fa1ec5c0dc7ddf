"""Our token loop gives what llama.cpp gives: the same tokens, and every byte of every token."""

from __future__ import annotations

from collections.abc import Iterator

import gguf
import llama_cpp
import pytest

from desktop.engine.estimate import BATCH
from desktop.engine.llama import Interruption, LlamaModel, Load
from desktop.inference import Sampling
from desktop.paths import starter_model

pytestmark = pytest.mark.model

_CONTEXT = 512
_N_TOKENS = 12
_THREADS = 1  # of several, each waits for the slowest: on a busy computer that takes minutes
_LIBRARY_BUFFER = 32
"""Bytes; what is longer the library's own `detokenize` loses."""

_ENGLISH = (
    "The capital of France is",
    "Once upon a time there was a lighthouse keeper who",
    "Dear Ms. Oyelaran,\n\nThank you for your letter of 3 March. We",
    "Water boils at 100 degrees Celsius because",
    "Three reasons to keep a diary:\n1.",
    "Q: Who wrote Middlemarch?\nA:",
    "The lease ends on 31 August 2027, and the tenant must",
    "To be, or not to be, that is",
    "WARNING: do NOT open the valve until",
    "She said: \u201cI don't think so\u201d \u2014 and then",
    "The quick brown fox jumps over the lazy dog. The quick brown",
    "1, 1, 2, 3, 5, 8, 13,",
    "e = mc^2 means that",
    "Ingredients: 200 g flour, 2 eggs, a pinch of salt.\n\nMethod:",
    "  leading spaces,\ttabs\tand   runs   of them",
)
_CHINESE = (
    "北京是中国的首都，",
    "从前有座山，山里有座庙，",
    "租约于二〇二七年八月三十一日到期，",
    "今天天气很好，我们一起去公园",
    "问：水在多少度沸腾？\n答：",
    "尊敬的客户：\n感谢您的来信。",
    "《红楼梦》的作者是",
    "一、保持安静；二、不得饮食；三、",
    "人工智能（AI）是指",
    "他说：“我不知道。”然后",
    "春眠不觉晓，处处闻啼鸟。",
    "繁體中文：圖書館於週一至週五開放，",
    "価格は１２３円です。日本語も",
    "한국어 문장도 하나",
)
_CODE = (
    "def area(radius):\n    return",
    "for row in rows:\n    for cell in row:\n        if cell:\n            if cell > 3:\n",
    "class A:\n    class B:\n        def f(self):\n            with open(p) as f:\n"
    "                for line in f:\n                    if line:\n                        try:\n"
    "                            yield",
    "int main(void) {\n\tfor (int i = 0; i < 3; i++) {\n\t\tif (i) {\n\t\t\t",
    '{\n  "name": "carrel",\n  "rooms": [\n    {\n      "id": 1,\n',
    "<ul>\n    <li>\n        <a href='#'>\n            <b>",
    "SELECT title,\n       author\n  FROM book\n WHERE year >",
    "if x:\n" + " " * 40 + "y = 1\n" + " " * 40 + "z =",
    " " * 80 + "far to the right\n" + " " * 80,
    "\n\n\n\n\n\n\n\nafter many empty lines",
    "fn main() {\n    let v: Vec<u32> = vec![1, 2, 3];\n    for x in &v {\n        println!(",
    "| a | b |\n|---|---|\n| 1 | 2 |\n|",
)
_EMOJI = (
    "I love this! 😀😀😀",
    "Weather today: ☀️ 🌧️ ⛈️",
    "👩‍👩‍👧‍👦 is a family, 👨‍🚀 is",
    "🇫🇷 🇩🇪 🇯🇵 🇨🇳",
    "Thumbs: 👍🏻👍🏽👍🏿 and",
    "数学：∑∫√≠≤ ∀x∈ℝ",
    "naïve café Ångström ﬁne ﬂow",
    "zero\u200bwidth\u00a0and\ufeffmarks",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 and ℵ₀",
)
_PROMPTS = (*_ENGLISH, *_CHINESE, *_CODE, *_EMOJI)


@pytest.fixture(scope="module")
def model() -> Iterator[LlamaModel]:
    load = Load(str(starter_model()), _CONTEXT, gpu_layers=0, threads=_THREADS, batch=BATCH)
    model = LlamaModel(load, Interruption())
    yield model
    model.close()


@pytest.fixture(scope="module")
def library() -> Iterator[llama_cpp.Llama]:
    library = llama_cpp.Llama(
        str(starter_model()),
        n_ctx=_CONTEXT,
        n_batch=BATCH,
        n_gpu_layers=0,
        n_threads=_THREADS,
        n_threads_batch=_THREADS,
        flash_attn=True,
        verbose=False,
    )
    yield library
    library.close()


@pytest.fixture(scope="module")
def vocabulary() -> list[bytes]:
    """The bytes of every token, read from the file and decoded here; control tokens have none."""
    fields = gguf.GGUFReader(starter_model()).fields
    spelled = fields["tokenizer.ggml.tokens"].contents()
    types = fields["tokenizer.ggml.token_type"].contents()
    byte_of = {character: byte for byte, character in _byte_characters().items()}
    return [
        b"" if type_ == gguf.TokenType.CONTROL else bytes(byte_of[each] for each in token)
        for token, type_ in zip(spelled, types, strict=True)
    ]


def test_there_are_fifty_prompts_of_four_kinds() -> None:
    assert len(_PROMPTS) == len(set(_PROMPTS)) == 50


def test_text_becomes_the_same_tokens_as_the_library_makes_of_it(
    model: LlamaModel, library: llama_cpp.Llama
) -> None:
    ours = [model.tokenize(prompt, special=False) for prompt in _PROMPTS]

    theirs = [
        library.tokenize(prompt.encode(), add_bos=False, special=False) for prompt in _PROMPTS
    ]
    assert ours == theirs


def test_greedy_completions_are_the_librarys_token_for_token(
    model: LlamaModel, library: llama_cpp.Llama
) -> None:
    prompts = [model.tokenize(prompt, special=False) for prompt in _PROMPTS]

    ours = [_ours(model, tokens) for tokens in prompts]

    theirs = [_theirs(library, tokens) for tokens in prompts]
    assert ours == theirs
    assert sum(len(each) for each in ours) > len(_PROMPTS) * _N_TOKENS * 0.8


def test_every_token_of_the_vocabulary_is_exact_to_the_byte(
    model: LlamaModel, vocabulary: list[bytes]
) -> None:
    pieces = [model.piece(token) for token in range(len(vocabulary))]

    assert pieces == vocabulary


def test_the_vocabulary_has_tokens_that_the_library_loses(
    model: LlamaModel, library: llama_cpp.Llama, vocabulary: list[bytes]
) -> None:
    long = [n for n, piece in enumerate(vocabulary) if len(piece) > _LIBRARY_BUFFER]

    lost = [token for token in long if library.detokenize([token]) != vocabulary[token]]

    assert len(long) == 47
    assert lost == long
    assert b"".join(map(model.piece, long)) == b"".join(vocabulary[token] for token in long)


@pytest.mark.parametrize("prompts", [_ENGLISH, _CHINESE, _CODE, _EMOJI])
def test_pieces_put_together_are_the_text_again(
    model: LlamaModel, prompts: tuple[str, ...]
) -> None:
    for prompt in prompts:
        tokens = model.tokenize(prompt, special=False)

        assert b"".join(map(model.piece, tokens)).decode() == prompt


def _ours(model: LlamaModel, prompt: list[int]) -> list[int]:
    model.forget()
    return list(model.complete(prompt, max_tokens=_N_TOKENS, sampling=Sampling()))


def _theirs(library: llama_cpp.Llama, prompt: list[int]) -> list[int]:
    library.reset()
    vocab = llama_cpp.llama_model_get_vocab(library.model)
    taken: list[int] = []
    for token in library.generate(prompt, temp=0.0, repeat_penalty=1.0):
        if len(taken) == _N_TOKENS or llama_cpp.llama_vocab_is_eog(vocab, token):
            break
        taken.append(token)
    return taken


def _byte_characters() -> dict[int, str]:
    """How byte-level BPE spells bytes: printable ones as themselves, the rest from U+0100 on."""
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in plain]
    return {byte: chr(byte) for byte in plain} | {
        byte: chr(0x100 + place) for place, byte in enumerate(others)
    }
