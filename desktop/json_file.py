"""Small JSON files of a home, written so that a crash leaves the old file or the new one."""

from __future__ import annotations

import json
import os
from pathlib import Path

from desktop.errors import StoreError


def write_json(value: object, path: Path) -> None:
    """Write a value; raises StoreError("not_writable")."""
    temporary = path.with_name(f"{path.name}.part")
    # A surrogate that stands alone cannot be written; nothing else is lost for its sake.
    text = json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise StoreError("not_writable", str(path)) from error
