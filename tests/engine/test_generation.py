"""What one Generate may ask for, answered by a real engine process."""

from __future__ import annotations

import json
import struct
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from desktop.engine.llama import Interruption, LlamaModel, Load
from desktop.engine.worker import serve
from desktop.engine_messages import (
    Generate,
    Generated,
    InspectModel,
    KvFolder,
    LoadModel,
    MeasureModel,
    MeasureProgress,
    ModelInspected,
    ModelMeasured,
    Prepare,
    PromptProgress,
    PromptReady,
    Token,
)
from desktop.inference import PromptTurn, Sampling
from desktop.messages import Event, Failed, Finished
from desktop.paths import starter_model
from tests.engine.test_worker import Engine

pytestmark = pytest.mark.model

_CANARY = "The heron of Oxbow keeps 48213 turquoise marbles."
_KEY = bytes(range(32))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = Engine()
    engine.run(LoadModel(1, str(starter_model()), 2048))
    yield engine
    engine.worker.close()


def _text(events: list[Event], channel: str = "answer") -> str:
    return "".join(e.text for e in events if isinstance(e, Token) and e.channel == channel)


def _end(events: list[Event]) -> Generated:
    return next(each for each in events if isinstance(each, Generated))


def _ready(events: list[Event]) -> PromptReady:
    return next(each for each in events if isinstance(each, PromptReady))


def test_the_same_seed_writes_the_same_and_another_does_not(engine: Engine) -> None:
    def write(job: int, seed: int) -> str:
        sampling = Sampling(temperature=1.0, seed=seed)
        return _text(
            engine.run(Generate(job, question="Invent a name.", max_tokens=24, sampling=sampling))
        )

    assert write(10, 1) == write(11, 1)
    assert write(12, 1) != write(13, 2)


def test_a_forbidden_token_is_never_written(engine: Engine) -> None:
    question = "Name the sea and the sea birds by the sea."
    model = LlamaModel(Load(str(starter_model()), 512, 0, 2, 64), Interruption())
    (the,) = model.tokenize(" the", special=False)

    def written(job: int, sampling: Sampling) -> list[int]:
        command = Generate(job, question=question, max_tokens=40, sampling=sampling)
        return model.tokenize(_text(engine.run(command)), special=False)

    plain = written(20, Sampling())
    other = written(21, Sampling(logit_bias=((the, float("-inf")),)))
    model.close()

    assert the in plain
    assert the not in other


@pytest.mark.parametrize(
    "sampling",
    [
        Sampling(repeat_penalty=1.3),
        Sampling(dry_multiplier=0.8),
        Sampling(frequency_penalty=0.5, presence_penalty=0.5),
    ],
)
def test_penalties_change_what_is_repeated(engine: Engine, sampling: Sampling) -> None:
    question = "Repeat this ten times: row the boat, row the boat, row the boat"
    plain = engine.run(Generate(30, question=question, max_tokens=60))
    penalised = engine.run(Generate(31, question=question, max_tokens=60, sampling=sampling))

    assert _text(plain) != _text(penalised)


def test_a_stop_string_ends_the_answer(engine: Engine) -> None:
    question = "Tell me about rivers."
    plain = _text(engine.run(Generate(40, question=question, max_tokens=30)))
    word = plain.split()[2]
    events = engine.run(Generate(41, question=question, max_tokens=30, stop=(word,)))

    assert word not in _text(events)
    assert _end(events).finish == "stop"


def test_an_answer_follows_its_schema(engine: Engine) -> None:
    schema = {
        "type": "object",
        "properties": {"name": {"type": "string", "maxLength": 40}, "year": {"type": "integer"}},
        "required": ["name", "year"],
    }
    events = engine.run(
        Generate(
            50, question="Anna Lee was born in 1980.", schema=json.dumps(schema), max_tokens=120
        )
    )

    value = json.loads(_text(events))
    assert set(value) == {"name", "year"}
    assert isinstance(value["year"], int)
    assert _end(events).finish == "stop"


def test_json_that_does_not_fit_says_so(engine: Engine) -> None:
    schema = '{"type": "array", "items": {"type": "string"}, "minItems": 50}'
    events = engine.run(Generate(51, question="List words.", schema=schema, max_tokens=12))

    assert _end(events).finish == "length"


@pytest.mark.parametrize(
    "schema", ['{"type": "spoon"}', "{", '{"pattern": "abc", "type": "string"}']
)
def test_a_schema_nobody_can_follow_is_a_sentence(engine: Engine, schema: str) -> None:
    end = engine.run(Generate(52, question="x", schema=schema))[-1]

    assert isinstance(end, Failed)
    assert end.problem.code == "schema_unsupported"


def test_reasoning_ends_within_its_budget_and_an_answer_follows(engine: Engine) -> None:
    events = engine.run(
        Generate(60, question="What is 17 plus 5?", max_tokens=40, reasoning_tokens=24)
    )

    assert _text(events, "reasoning").strip()
    assert _text(events).strip()
    assert "think>" not in _text(events)


def test_an_answer_as_long_as_allowed_says_so(engine: Engine) -> None:
    events = engine.run(Generate(70, question="Tell me a long story.", max_tokens=10))

    assert (_end(events).finish, _end(events).n_completion) == ("length", 10)


def test_what_is_prepared_is_not_evaluated_again(engine: Engine) -> None:
    talk = (PromptTurn("user", "We speak of lakes. " * 20, 1), PromptTurn("assistant", "Yes.", 2))
    engine.run(Prepare(80, turns=talk, conversation="c"))

    ready = _ready(engine.run(Generate(81, turns=talk, question="Why?", conversation="c")))

    assert ready.n_reused > ready.n_tokens - 30


def test_getting_ready_gives_way_to_a_question(engine: Engine) -> None:
    def talk(word: str) -> tuple[PromptTurn, ...]:
        said = f"We speak of many {word}. " * 150
        return PromptTurn("user", said, 1), PromptTurn("assistant", "Yes.", 2)

    begun = time.perf_counter()
    engine.run(Prepare(90, turns=talk("lakes")))
    undisturbed_s = time.perf_counter() - begun

    engine.worker.send(Prepare(91, turns=talk("roads")))
    begun = time.perf_counter()
    events = engine.run(Generate(92, question="Hi", max_tokens=2))
    answered_s = time.perf_counter() - begun
    after = _ready(engine.run(Generate(93, turns=talk("roads"), question="So?", max_tokens=1)))

    assert isinstance(events[-1], Finished)
    assert answered_s < undisturbed_s
    assert after.n_reused < after.n_tokens / 2


def test_a_conversation_goes_on_from_disk_in_another_process(tmp_path: Path) -> None:
    kv = KvFolder(str(tmp_path), _KEY, 10**9)
    talk = (PromptTurn("user", _CANARY * 12, 1), PromptTurn("assistant", "I see.", 2))
    ready = []
    for job in (1, 3):
        engine = Engine()
        engine.run(LoadModel(job, str(starter_model()), 2048, kv=kv))
        command = Generate(job + 1, turns=talk, question="So?", conversation="c", max_tokens=4)
        ready.append(_ready(engine.run(command)))
        engine.worker.close()

    assert ready[0].n_reused == 0
    assert ready[1].n_reused > ready[1].n_tokens - 20


def test_states_on_disk_hold_neither_words_nor_token_ids(tmp_path: Path) -> None:
    engine = Engine()
    engine.run(LoadModel(1, str(starter_model()), 2048, kv=KvFolder(str(tmp_path), _KEY, 10**9)))
    talk = (PromptTurn("user", _CANARY * 8, 1), PromptTurn("assistant", "I see.", 2))
    engine.run(Generate(2, turns=talk, question="So?", conversation="c", max_tokens=4))
    engine.worker.close()

    (path,) = tmp_path.glob("c/*.kv")
    content = path.read_bytes()
    model = LlamaModel(Load(str(starter_model()), 512, 0, 2, 64), Interruption())
    ids = model.tokenize(_CANARY, special=False)
    model.close()

    assert len(content) > 1_000_000
    for word in ("heron", "Oxbow", "48213", "turquoise", "marbles"):
        assert word.encode() not in content
        assert word.encode("utf-16-le") not in content
    for begin in range(len(ids) - 2):
        for code in ("i", "q"):
            assert struct.pack(f"<3{code}", *ids[begin : begin + 3]) not in content


def _serve_with_quantised_kv(pipe: Connection) -> None:
    """An engine that finds no room for keys and values at full width."""
    from desktop.engine import planner

    planner._kv_types = lambda _: ("q8_0",)
    serve(pipe)


def _goes_on(kv: KvFolder, serve_: Callable[[Connection], None] = serve) -> list[Event]:
    """Answer the second question of a conversation in a new engine that keeps states."""
    engine = Engine(serve_)
    engine.run(LoadModel(1, str(starter_model()), 2048, kv=kv))
    talk = (PromptTurn("user", _CANARY * 12, 1), PromptTurn("assistant", "I see.", 2))
    events = engine.run(Generate(2, turns=talk, question="So?", conversation="c", max_tokens=4))
    engine.worker.close()
    return events


def test_a_damaged_state_is_not_taken(tmp_path: Path) -> None:
    kv = KvFolder(str(tmp_path), _KEY, 10**9)
    _goes_on(kv)
    (path,) = tmp_path.glob("c/*.kv")
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 255
    path.write_bytes(damaged)

    events = _goes_on(kv)

    assert isinstance(events[-1], Finished)
    assert _ready(events).n_reused == 0


def test_a_state_of_another_kv_type_is_not_taken(tmp_path: Path) -> None:
    kv = KvFolder(str(tmp_path), _KEY, 10**9)
    _goes_on(kv)

    events = _goes_on(kv, _serve_with_quantised_kv)
    again = _goes_on(kv)

    assert isinstance(events[-1], Finished)
    assert _ready(events).n_reused == 0
    assert len(list(tmp_path.glob("c/*.kv"))) == 2
    assert _ready(again).n_reused > 0


def test_a_conversation_left_for_another_is_kept_too(tmp_path: Path) -> None:
    kv = KvFolder(str(tmp_path), _KEY, 10**9)
    engine = Engine()
    engine.run(LoadModel(1, str(starter_model()), 2048, kv=kv))
    talk = (PromptTurn("user", _CANARY * 12, 1), PromptTurn("assistant", "I see.", 2))
    other = (PromptTurn("user", "Of trains. " * 60, 3), PromptTurn("assistant", "Yes.", 4))
    ready = [
        _ready(engine.run(Generate(n, turns=said, question="So?", conversation=name, max_tokens=2)))
        for n, (said, name) in enumerate([(talk, "c"), (other, "d"), (talk, "c"), (other, "d")], 2)
    ]
    engine.worker.close()

    assert [each.n_reused > each.n_tokens - 20 for each in ready] == [False, False, True, True]
    assert {path.parent.name for path in tmp_path.glob("*/*.kv")} == {"c", "d"}


def test_an_answer_that_was_stopped_goes_on_as_it_would_have(engine: Engine) -> None:
    question = "Describe the sea in a few sentences."
    whole = _text(engine.run(Generate(120, question=question, max_tokens=40)))
    begun = _text(engine.run(Generate(121, question=question, max_tokens=15))).strip()

    events = engine.run(Generate(122, question=question, begun=begun, max_tokens=25))

    assert whole.startswith(begun)
    assert begun + _text(events) == whole
    assert _ready(events).n_reused > _ready(events).n_tokens - 20


def test_a_model_is_described_without_being_loaded(engine: Engine) -> None:
    events = engine.run(InspectModel(100, str(starter_model()), 4096))

    found = next(each for each in events if isinstance(each, ModelInspected))
    assert (found.info.architecture, found.info.quantization) == ("llama", "Q4_1")
    assert found.fit is not None
    assert 150_000_000 < found.fit.needed_bytes < 500_000_000


def test_measuring_finds_threads_and_batch() -> None:
    engine = Engine()
    events = engine.run(MeasureModel(1, str(starter_model()), seconds=3))
    engine.worker.close()

    found = next(each for each in events if isinstance(each, ModelMeasured))
    assert found.threads >= 1
    assert found.tok_s > 0
    assert [each.share for each in events if isinstance(each, MeasureProgress)][-1] == 1.0


def test_a_model_that_ends_its_turn_while_thinking_is_made_to_answer(engine: Engine) -> None:
    events = engine.run(
        Generate(65, question="What is 12 times 3?", max_tokens=40, reasoning_tokens=400)
    )

    assert _text(events, "reasoning").strip()
    assert _text(events).strip()


def test_a_command_without_a_state_folder_does_not_load_the_model_again(tmp_path: Path) -> None:
    engine = Engine()
    kv = KvFolder(str(tmp_path), _KEY, 10**9)
    engine.run(LoadModel(1, str(starter_model()), 2048, kv=kv))
    engine.run(Generate(2, question="Say hello.", max_tokens=4))
    engine.run(LoadModel(3, str(starter_model()), 2048))

    ready = _ready(engine.run(Generate(4, question="Say hello.", max_tokens=4)))
    engine.worker.close()

    assert ready.n_reused == ready.n_tokens - 1


def test_a_long_prompt_says_how_much_of_it_is_read(engine: Engine) -> None:
    events = engine.run(Generate(110, question="river " * 1200, max_tokens=2))

    shares = [each.share for each in events if isinstance(each, PromptProgress)]
    assert shares == sorted(shares)
    assert len(shares) == 2
    assert all(0 < each < 1 for each in shares)
