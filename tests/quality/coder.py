#!/usr/bin/env python3
"""The coder with a named engine, as the measuring programs call it: ``coder.py ENGINE code FILE --to jsonl``."""

import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    engine, verb, *rest = sys.argv[1:]
    chosen = ["--engine", engine] if verb == "code" else []
    sys.exit(subprocess.run([str(Path(sys.executable).parent / "dateline"), verb, *rest, *chosen]).returncode)
