"""The annotator and the whole coder, loaded once for all tests of coding."""

import pytest

from dateline.pipeline import Coder
from dateline.stages import Annotator
from tests.coding import loaded


@pytest.fixture(scope="session")
def coder() -> Coder:
    return loaded.coder()


@pytest.fixture(scope="session")
def annotator(coder: Coder) -> Annotator:
    return coder.annotator
