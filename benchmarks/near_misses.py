#!/usr/bin/env python3
"""How many reports of the corpus that tell no asserted ACLED incident give none: figures of docs/quality.md.

    python benchmarks/near_misses.py [PART] [--engine NAME]

PART is check by default; final is for one measurement at the end.
"""

import argparse
import json
import sys
from pathlib import Path

from dateline.model import Report
from dateline.pipeline import Coder
from dateline.settings import Settings

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print the count of such reports and the share that comes out right."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("part", nargs="?", default="check", choices=("train", "check", "final"))
    asked.add_argument("--engine", default=Settings().engine)
    options = asked.parse_args()
    coder, right = Coder.build(Settings(engine=options.engine)), []
    for path in sorted((ROOT / "training" / "corpus" / "jsonl").glob("*/*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            real = any(c["acled"] and c["modality"] == "asserted" for c in row["claims"])
            if row["corpus"]["split"] == options.part and not real:
                coded = coder.code(Report(id=row["id"], text=row["text"], published=row.get("published")))
                right.append(not any(c.acled and c.modality == "asserted" for c in coded.claims))
    share = 100 * sum(right) / max(1, len(right))
    sys.stdout.write(
        f"{options.part}, {options.engine}: {len(right)} near misses, {share:.1f} % without an ACLED claim\n"
    )


if __name__ == "__main__":
    main()
