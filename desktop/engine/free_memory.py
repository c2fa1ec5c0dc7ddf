"""How much memory this process may still take."""

from __future__ import annotations

import contextlib
from pathlib import Path

import psutil

UNLIMITED = 1 << 62

_THREADS_BYTES = 256 << 20
"""Address space that threads reserve for stacks and heaps; it counts against a limit of it."""


def free_memory() -> int:
    """The bytes this process may still take: of the machine, its control groups, its own limit."""
    available = int(psutil.virtual_memory().available)
    return max(min(available, _group_limit(), _address_limit()), 0)


def left_in(group: Path) -> int:
    """What a control group's own limit leaves; file pages it counts can be dropped any time."""
    for limit, usage in (
        ("memory.max", "memory.current"),
        ("memory.limit_in_bytes", "memory.usage_in_bytes"),
    ):
        # No file, or the word "max": no limit.
        with contextlib.suppress(OSError, ValueError):
            most = int((group / limit).read_text("ascii"))
            used = int((group / usage).read_text("ascii"))
            return most - used + _droppable(group)
    return UNLIMITED


def _group_limit() -> int:
    least = UNLIMITED
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/self/cgroup").read_text("ascii").splitlines():
            _, controllers, name = line.split(":", 2)
            if controllers and "memory" not in controllers.split(","):
                continue
            root = Path("/sys/fs/cgroup") / ("memory" if controllers else "")
            folder = root / name.lstrip("/")
            for group in (folder, *folder.parents):
                least = min(least, left_in(group))
                if group == root:
                    break
    return least


def _droppable(group: Path) -> int:
    pairs = (line.split() for line in (group / "memory.stat").read_text("ascii").splitlines())
    sizes = {name: int(size) for name, size in pairs}
    of_all = "total_" if "total_inactive_file" in sizes else ""
    return sum(sizes.get(f"{of_all}{each}_file", 0) for each in ("inactive", "active"))


def _address_limit() -> int:
    try:
        import resource
    except ImportError:  # not on Windows
        return UNLIMITED
    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY:
        return UNLIMITED
    return int(most - psutil.Process().memory_info().vms - _THREADS_BYTES)
