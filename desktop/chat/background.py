"""What the model does while nobody waits: get ready for a question, sum up what left the window.

None of it is ever waited for; a question ends it at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from desktop.chat.answer import is_small
from desktop.chat.store import Recollection
from desktop.domain import Language
from desktop.engine_messages import Generate, Generated, LoadModel, ModelLoaded, Prepare, Token
from desktop.inference import ModelInfo, PromptTurn, Sampling, Summary
from desktop.messages import Cancel, Event, Failed, Finished
from desktop.process import Sender

_SUMMARY_TOKENS = 220
_CHARS_PER_TOKEN = {"en": 2.0, "zh": 0.6}
"""Of what is summed up at once: about half of the window."""
_REQUEST: dict[Language, tuple[str, str]] = {
    "en": (
        "Summarise this conversation in at most five short sentences. Keep every name, number, date"
        " and decision.",
        "What was said before:",
    ),
    "zh": ("请用不超过五句简短的话概括这段对话，保留所有人名、数字、日期和决定。", "此前的概要："),
}


@dataclass(slots=True)
class _Folding:
    """A summary on its way."""

    conversation_id: int
    branch: frozenset[int]
    before: Summary
    until: int
    pieces: list[str] = field(default_factory=list)
    is_whole: bool = False

    def text(self) -> str:
        """The summary, up to the last sentence that ended where it was cut off in the middle."""
        text = "".join(self.pieces).strip()
        if self.is_whole:
            return text
        ends = [text.rfind(stop) for stop in (".", "。", "!", "！", "\n")]
        return text[: max(ends) + 1]


class Background:
    """Sends the engine what can be done ahead."""

    def __init__(self, engine: Sender, recollection: Recollection, jobs: Iterator[int]) -> None:
        self._engine = engine
        self._recollection = recollection
        self._jobs = jobs
        self._foldings: dict[int, _Folding] = {}
        self._preparing: dict[int, Prepare] = {}

    def prepare(self, model: LoadModel, prompt: Prepare) -> None:
        """Have the model loaded and the beginning of a coming prompt evaluated."""
        job = next(self._jobs)
        self._preparing[job] = prompt
        self._engine.send(replace(model, job=job))

    def fold(
        self,
        conversation_id: int,
        turns: tuple[PromptTurn, ...],
        language: Language,
        model: ModelInfo,
        context_tokens: int,
        branch: frozenset[int],
    ) -> None:
        """Have turns that left the window, oldest first, folded into the summary of their branch.

        A model too small to sum up is not asked: its summary is made of what was really said.
        """
        before = self._recollection.summary(conversation_id, branch)
        room = int(context_tokens * _CHARS_PER_TOKEN[language])
        taken = _as_many_as_fit([each for each in turns if each.id > before.until], room)
        if not taken or self._foldings:
            return
        folding = _Folding(conversation_id, branch, before, taken[-1].id)
        # The words of a user stay as they are: what is new goes behind them.
        so_far = "" if before.is_edited else before.text
        if is_small(model):
            from desktop.chat.digest import digest  # only here: it takes long to load

            self._keep(folding, digest(taken, so_far, language))
            return
        job = next(self._jobs)
        self._foldings[job] = folding
        self._engine.send(
            Generate(
                job,
                form="summary",
                language=language,
                max_tokens=_SUMMARY_TOKENS,
                question=_request(taken, so_far, language),
                sampling=Sampling(repeat_penalty=1.05),
            )
        )

    def stop(self) -> None:
        """Make room for a question; a model that is being loaded for it goes on loading."""
        for job in self._foldings:
            self._engine.send(Cancel(job))
        self._foldings.clear()
        self._preparing.clear()

    def handle(self, event: Event) -> bool:
        """Take an event of a job of ours; False where it is somebody else's."""
        if event.job in self._preparing:
            self._on_preparing(event)
            return True
        folding = self._foldings.get(event.job)
        if folding is None:
            return False
        if isinstance(event, Token):
            folding.pieces.append(event.text if event.channel == "answer" else "")
        elif isinstance(event, Generated):
            folding.is_whole = event.finish == "stop"
        elif isinstance(event, (Finished, Failed)):
            del self._foldings[event.job]
            if isinstance(event, Finished) and not event.cancelled:
                self._keep(folding, folding.text())
        return True

    def _on_preparing(self, event: Event) -> None:
        if isinstance(event, ModelLoaded):
            prompt = self._preparing.pop(event.job)
            self._engine.send(replace(prompt, job=next(self._jobs)))
        elif isinstance(event, (Finished, Failed)):
            del self._preparing[event.job]

    def _keep(self, folding: _Folding, text: str) -> None:
        if not text:
            return
        before = self._recollection.summary(folding.conversation_id, folding.branch)
        if before != folding.before:
            return
        if before.is_edited:
            text = f"{before.text}\n{text}".strip()
        summary = Summary(text, folding.until, before.is_edited)
        self._recollection.save_summary(folding.conversation_id, summary, folding.branch)


def _as_many_as_fit(turns: list[PromptTurn], room: int) -> list[PromptTurn]:
    taken: list[PromptTurn] = []
    for turn in turns:
        room -= len(turn.text)
        if room < 0 and taken:
            break
        taken.append(turn)
    return taken


def _request(turns: list[PromptTurn], so_far: str, language: Language) -> str:
    request, before = _REQUEST[language]
    names = {"user": "用户", "assistant": "助手"} if language == "zh" else {}
    lines = [f"{names.get(each.role, each.role.title())}: {each.text}" for each in turns]
    head = [f"{before} {so_far}", ""] if so_far else []
    return "\n".join((request, "", *head, *lines))
