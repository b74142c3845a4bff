"""Make dateline/data/words/common.txt.gz: English words that are written in small letters, from Debian's word lists.

    apt-get install wamerican wbritish
    python scripts/build_words.py /usr/share/dict/american-english /usr/share/dict/british-english

The recaser keeps a capital only where a word is not in this list, or where its neighbours say that it is part of a
name.
"""

import gzip
import re
import sys
from pathlib import Path

OUT = Path(__file__).parent.parent / "dateline" / "data" / "words" / "common.txt.gz"


def main(paths: list[str]) -> None:
    words = {line.strip() for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()}
    kept = sorted(w for w in words if re.fullmatch(r"[a-z]{2,}", w))
    OUT.write_bytes(gzip.compress("\n".join(kept).encode(), mtime=0))
    print(f"{len(kept)} words, {OUT.stat().st_size} bytes: {OUT}")


if __name__ == "__main__":
    main(sys.argv[1:])
