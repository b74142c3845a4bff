"""Print the golden cases' differences as an engine's ``known_failures`` file holds them.

    python -m tests.list_differences ENGINE [CASE ...]

The ids go to standard output, the sentences and a count to standard error. Read them before they go into that file: the
list is for shortfalls that somebody has looked at, and it may only shrink.
"""

import sys
from collections import Counter

import yaml

import dateline
from dateline.settings import Settings
from tests.case_compare import compare
from tests.case_format import read_case, slugs


def main(engine: str, names: list[str]) -> None:
    """Write the ids of all differences by case, and how many there are of each kind."""
    found: dict[str, list[str]] = {}
    kinds: Counter[str] = Counter()
    for slug in names or slugs():
        case = read_case(slug)
        differences = compare(
            case, dateline.code(case.text, published=case.published, settings=Settings(engine=engine))
        )
        kinds.update(d.kind for d in differences)
        if differences:
            found[slug] = [d.id for d in differences]
            sys.stderr.writelines(f"{slug}: {d.id}: {d.message}\n" for d in differences)
    sys.stdout.write(yaml.safe_dump(found, allow_unicode=True, width=120))
    sys.stderr.write(f"{sum(kinds.values())} differences in {len(found)} cases: {dict(kinds.most_common())}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
