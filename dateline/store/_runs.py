"""Runs: each command that writes many reports has a number, an owner, a beginning and, if it got there, an end."""

from sqlalchemy import Connection, func, select

from dateline.store import _tally
from dateline.store._audit import Log
from dateline.store._put import who_runs
from dateline.store._schema import RUNS
from dateline.store.values import Run


def begin(
    connection: Connection, command: str, who: str, why: str | None, engine: str | None, engine_version: str | None
) -> int:
    """See ``Store.begin``."""
    number = 1 + (connection.execute(select(func.max(RUNS.c.run))).scalar_one() or 0)
    log = Log(connection, who, run=number, why=why)
    connection.execute(
        RUNS.insert(),
        {"run": number, "command": command, "who": who, "why": why, "engine": engine, "engine_version": engine_version,
         "started": log.at, "ended": None, "reports": 0, "claims": 0, "issues": 0},
    )  # fmt: skip
    log.add(f"{command} began", f"run {number}")
    log.flush()
    return int(number)


def end(connection: Connection, number: int) -> Run:
    """See ``Store.end``."""
    log = Log(connection, who_runs(connection, number), run=number)
    connection.execute(RUNS.update().where(RUNS.c.run == number).values(ended=log.at))
    done = _tally.run(connection, number)
    log.add(f"{done.command} ended", f"run {number}", f"{done.reports} reports, {done.claims} claims")
    log.flush()
    return done
