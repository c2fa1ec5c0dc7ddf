from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent / "desktop"
HEAVY = {
    "torch", "llama_cpp", "lancedb", "sentence_transformers", "transformers", "numpy", "pyarrow",
    "onnxruntime", "PySide6", "lxml", "docx", "pypdfium2", "python_calamine", "rapidocr",
    "cv2", "PIL",
}  # fmt: skip


def test_the_command_line_process_imports_nothing_heavy() -> None:
    code = "import sys, desktop.__main__; print(' '.join(sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not HEAVY & set(done.stdout.split())


def test_every_package_file_is_one_docstring() -> None:
    for path in ROOT.rglob("__init__.py"):
        body = ast.parse(path.read_text("utf-8")).body
        assert len(body) == 1, path
        assert isinstance(body[0], ast.Expr), path


def test_no_file_is_longer_than_400_lines() -> None:
    long = [path for path in ROOT.rglob("*.py") if path.read_text("utf-8").count("\n") > 400]

    assert long == []
