"""The use case of handing feedback out: every line as it will be written, then the file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from desktop.errors import AppError
from desktop.feedback_examples import Example, Format, Origin, examples
from desktop.model_hash import ModelHashes
from desktop.storage.database import Store

Row = dict[str, object]


class FeedbackExport:
    """Reads what was rated and writes it as JSON lines."""

    def __init__(self, store: Store, hashes: ModelHashes) -> None:
        self._store = store
        self._hashes = hashes

    def examples(self, format_: Format) -> Iterator[tuple[Example, ...]]:
        """All there is in a format, a conversation a step."""
        for conversation_id in self._store.feedback.conversations():
            try:
                tree = self._store.trees.read(conversation_id)
            except KeyError:
                continue
            yield tuple(examples(tree, format_))

    def read_models(self, among: Iterable[Example]) -> Iterator[int]:
        """Have the hashes of the models ready, a block of a file a step."""
        origins = {each.origin for each in among} | {each.better for each in among if each.better}
        return self._hashes.read((each.path, each.n_bytes) for each in origins if each.path)

    def row(self, example: Example) -> Row:
        """An example as it is written: columns by their names, in their order."""
        return as_row(example, lambda origin: self._hashes.of((origin.path, origin.n_bytes)))

    def write(self, among: Collection[Example], path: Path) -> Iterator[None]:
        """Write the file, a line a step; it is there when all lines are.

        Raises AppError("export_not_writable").
        """
        temporary = path.with_name(f"{path.name}.part")
        try:
            with temporary.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
                for each in fullest_first(among):
                    file.write(json.dumps(self.row(each), ensure_ascii=False) + "\n")
                    yield
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError as error:
            raise AppError("export_not_writable", str(path)) from error
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def as_row(example: Example, digest: Callable[[Origin], str]) -> Row:
    """An example by columns; `digest` tells the hash of a model."""
    row: Row = {"prompt": [{"role": role, "content": text} for role, text in example.prompt]}
    for name, text in example.answers:
        row[name] = [{"role": "assistant", "content": text}]
    if example.label is not None:
        row["label"] = example.label
    row |= {
        "source": example.source,
        "tags": list(example.tags),
        "comment": example.comment,
        "model": example.origin.model,
        "model_hash": digest(example.origin),
        "preset": example.origin.preset,
    }
    if example.better is not None:
        row |= {
            "chosen_model": example.better.model,
            "chosen_model_hash": digest(example.better),
            "chosen_preset": example.better.preset,
        }
    row |= {
        "passages": [{"file": each.file, "text": each.text} for each in example.passages],
        "created_at": example.created_at,
        "language": example.language,
    }
    return row


def as_text(row: Row) -> str:
    """A line as people read it: every column, and everything in it."""
    return "\n".join(_column(name, value) for name, value in row.items())


def _column(name: str, value: object) -> str:
    if isinstance(value, bool):
        return f"{name}: {str(value).lower()}"
    if not isinstance(value, list):
        return f"{name}: {value}"
    if not value or not isinstance(value[0], dict):
        return f"{name}: {', '.join(value)}"
    parts = [": ".join(map(str, each.values())) for each in value]
    return "\n".join([name, *(f"    {line}" for each in parts for line in each.splitlines())])


def fullest_first(among: Iterable[Example]) -> list[Example]:
    """Put first what fills most columns: the types are learnt from the beginning of a file."""
    return sorted(among, key=lambda each: (not each.passages, not each.tags))
