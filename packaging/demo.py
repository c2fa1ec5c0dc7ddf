"""`make demo`: the main job in a terminal, with the samples, in a home that is thrown away.

Exits with 1 unless the English answer cites the PDF with its page and the Chinese one the DOCX.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent.parent / "desktop" / "samples"
ASKED = (
    ("When does the warehouse lease end?", "warehouse-lease.pdf"),
    ("质保期有多长？", "采购合同.docx"),
)


def main() -> int:
    """Index the samples and ask a question in each language."""
    with tempfile.TemporaryDirectory(prefix="carrel-demo-") as home:
        print(f"$ carrel index {SAMPLES.name}/")
        print(_carrel(home, "index", str(SAMPLES)))
        return max([_ask(home, question, file) for question, file in ASKED])


def _ask(home: str, question: str, file: str) -> int:
    print(f'$ carrel ask "{question}"')
    answer: dict[str, Any] = json.loads(_carrel(home, "ask", question, "--json"))
    for quote in answer["quotes"]:
        print(f"  “{' '.join(quote['text'].split())}”")
    print(f"\n  {answer['answer']}\n")
    for each in answer["citations"]:
        page = f", page {each['page']}" if each["page"] else ""
        print(f"  [{each['n']}] {Path(each['path']).name}{page}")
    print()
    cited = [each for each in answer["citations"] if Path(each["path"]).name == file]
    is_good = bool(cited) and (file.endswith(".docx") or bool(cited[0]["page"]))
    if not is_good:
        print(f"This answer should cite {file}.", file=sys.stderr)
    return 0 if is_good else 1


def _carrel(home: str, *arguments: str) -> str:
    command = [sys.executable, "-m", "desktop", "--home", home, *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
