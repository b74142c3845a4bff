"""``dateline serve``: the review page of a record."""

from typing import Any

import click

from dateline.cli import _inputs, _record, _serving


@click.command()
@_record.db
@_serving.options
@_inputs.settings_file
def command(db: str, settings_file: str | None, **asked: Any) -> int:
    """Open the review page: read, check and correct the record in the browser.

    It listens on this machine only, without a login. On any other --host it needs a token: whoever opens the page logs
    in with it, programs send it as 'Authorization: Bearer TOKEN'. Nothing is fetched from the network.

    \b
        dateline serve --db record.db
        dateline serve --host 0.0.0.0 --token-file token.txt --name review.example.org
    """
    return _serving.run(db, _inputs.chosen_settings(settings_file), **asked)
