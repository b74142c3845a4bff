"""Write docs/exports.md, the columns of every export of events, from the formats themselves.

python scripts/build_exports.py
"""

from pathlib import Path

from dateline.export.events._reference import page


def main() -> None:
    """Write it."""
    path = Path(__file__).parent.parent / "docs" / "exports.md"
    path.write_text(page(), encoding="utf-8")
    print("docs/exports.md")


if __name__ == "__main__":
    main()
