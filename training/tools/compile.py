"""``python -m training.tools.compile [FILE OR FOLDER ...]``: write the JSON Lines of source files that are right."""

import sys

from .compiler import compile_file, to_json_lines
from .source import compiled_path, files


def main(arguments: list[str]) -> int:
    """Compile each file that has no problem; 1 when one has, and its problems on standard error."""
    status = 0
    for path in files(arguments):
        reports, problems = compile_file(path)
        for problem in problems:
            print(problem, file=sys.stderr)
        if problems:
            status = 1
            continue
        out = compiled_path(path)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(to_json_lines(reports), encoding="utf-8")
        claims = sum(len(report["claims"]) for report in reports)
        print(f"{path.parent.name}/{path.name}: {len(reports)} reports, {claims} claims")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
