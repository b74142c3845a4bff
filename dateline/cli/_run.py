"""What ``dateline code`` and ``dateline annotate`` do alike."""

import sys
from collections.abc import Callable
from typing import Any, Literal

import click

from dateline.cli import _group, _inputs, _output
from dateline.cli._teller import Teller


class Asked(_inputs.Reading):
    """The options of a command on reports, as click gives them."""

    inputs: tuple[str, ...]
    to: str | None
    out: str | None
    workers: int | None
    engine: str | None
    strict: bool
    settings_file: str | None


def run(verb: Literal["code", "annotate"], function: str, asked: Asked) -> int:
    """Read the inputs, take each report through the pipeline and write the answers; give the exit status.

    Everything that can be wrong with the request is seen before the parser is loaded.
    """
    from dateline import plugins, read, workers
    from dateline.errors import DatelineError, InputError

    said: Any = {"engine": asked["engine"], "workers": asked["workers"], "day_first": asked["day_first"]}
    settings = _inputs.chosen_settings(asked["settings_file"], **said)
    inputs, out = _inputs.named(asked["inputs"]), asked["out"]
    name = _output.format_name(asked["to"], out, _inputs.PluginName("export", function).names())
    _output.check(out, inputs)
    write: Callable[..., None] = getattr(plugins.find("export", name), function)
    found = read.reports(inputs, stdin=getattr(sys.stdin, "buffer", None), options=_inputs.reading(asked, settings))
    answer_is_seen = out is None and _output.is_terminal(sys.stdout)
    with Teller(progress=not answer_is_seen) as teller, _output.opened(out) as stream:
        results = workers.run(found, settings, verb, say=teller.say)
        write(teller.coded(results), stream, width=_output.width() if out is None else None, color=_output.colored(out))
        if not teller.reports and not teller.issues:
            raise InputError(f"there is no report in {', '.join(inputs)}")
        if teller.failures and not teller.reports:
            raise DatelineError(f"not one report could be coded: {teller.summary(claims=False)}")
    click.echo(teller.summary(claims=verb == "code"), err=True)
    return _group.ISSUES if asked["strict"] and teller.issues else 0
