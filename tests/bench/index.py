"""How fast documents become searchable, and are found: `python -m tests.bench.index GROUP`.

Groups: `speed` (our pipeline against the bare embedder, torch and a plain scan), `peer` (against
LangChain, Chroma and sentence-transformers), `search` (whole searches in libraries of up to a
million chunks), `scale` (ten times as many documents). Each prints one JSON line; every figure of
`speed` and `peer` is the median of interleaved pairs, with its spread.
"""

from __future__ import annotations

import json
import sys

from tests.bench import index_peer, index_scale, index_search, index_speed
from tests.bench.llama_bench import Missing

_GROUPS = {
    "speed": index_speed.measure,
    "peer": index_peer.measure,
    "search": index_search.measure,
    "scale": index_scale.measure,
}


def main() -> int:
    """Print one JSON line for a group."""
    if len(sys.argv) != 2 or sys.argv[1] not in _GROUPS:
        print(__doc__, file=sys.stderr)
        return 2
    group = sys.argv[1]
    try:
        figures = _GROUPS[group]()
    except Missing as missing:
        figures = {"skipped": str(missing)}
    print(json.dumps({"bench": f"index {group}", **figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
