"""Every failure that is the world's fault; anything else that escapes is our bug.

AppError
├── DocumentError   one document could not be read; the job goes on
├── ModelError      a GGUF file is missing, damaged, unsupported or too large
├── IndexError_     the library or the search index on disk cannot be used
├── StoreError      the conversations on disk cannot be used
├── TransferError   conversations could not be written to a file, or read from one
├── WorkerError     a worker process died or did not start
└── UsageError      the command line was wrong
"""

from __future__ import annotations

from desktop.domain import Problem, ProblemCode


class AppError(Exception):
    """A failure to tell the user about; carries the facts, `wording` writes the sentence."""

    def __init__(self, code: ProblemCode, path: str = "", detail: str = "") -> None:
        super().__init__(code, path, detail)
        self.problem = Problem(code, path, detail)


class DocumentError(AppError):
    """One document could not be read."""


class ModelError(AppError):
    """A GGUF file is missing, damaged, unsupported or too large."""


class IndexError_(AppError):
    """The library or the search index on disk cannot be used."""


class StoreError(AppError):
    """The conversations on disk cannot be used."""


class TransferError(AppError):
    """Conversations could not be written to a file, or read from one."""


class WorkerError(AppError):
    """A worker process died or did not start."""


class UsageError(AppError):
    """The command line was wrong."""
