"""``dateline annotate``: reports to their place names, time expressions and actors."""

from typing import Unpack

import click

from dateline.cli import _inputs, _run


@click.command()
@_inputs.on_reports("annotations")
def command(**asked: Unpack[_run.Asked]) -> int:
    """Mark up reports: every sentence, place name, time expression and actor, each with its value.

    INPUT and the options are those of `dateline code`; nothing is coded.
    """
    return _run.run("annotate", "annotations", asked)
