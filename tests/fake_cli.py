"""The command line over the fake stages, as a program: ``python tests/fake_cli.py code ...``."""

import functools
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from dateline import workers
from dateline.cli import main
from tests import fake_stages

workers.run = functools.partial(workers.run, coder=fake_stages.FakeCoder)  # type: ignore[assignment]

if __name__ == "__main__":
    main()
