"""What a user can ask of a turn that is on the screen."""

from __future__ import annotations

from typing import Literal

Ask = Literal[
    "again",
    "resume",
    "nearest",
    "plainly",
    "sent",
    "pin",
    "unpin",
    # handled by the answer's own view
    "correct",
    # handled by `CompareChoice`
    "compare",
    # handled by `BranchChoice`
    "earlier",
    "later",
    "fork",
    "copy",
    "copy_markdown",
    "copy_all",
]
