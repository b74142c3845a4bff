"""What goes wrong with files and disks: a clear error each, and nothing lost."""

import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import StoreError, UsageError
from dateline.store import Store, _migrations, _schema, _sqlite, open_store
from dateline.store._migrations import Step
from tests.store import made

A, B = made.report("a"), made.report("b", day="2024-03-13")


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A record with two reports."""
    name = str(tmp_path / "record.db")
    with open_store(name, create=True) as store:
        made.filled(store, A, B)
    return name


def raw(path: str, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


# ------------------------------------------------------------------------------------------------ opening


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.db", "there is no record .*none.db'; `dateline add INPUT... --db none.db` makes one"),
        ("", "a record has no name; allowed: a file such as record.db, or a URL"),
        (".", "is a folder; name a file for the record"),
        ("https://example.org/record.db", "is no URL of a record|is no record; allowed: a file"),
        ("mysql://jo:secret@host/name", "allowed: a file such as record.db"),
        ("sqlite://", "a record is kept in a file"),
    ],
)
def test_what_cannot_be_a_record_is_refused(
    name: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=told) as caught:
        open_store(name)
    assert "secret" not in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no folder .*nowhere' to keep 'record.db' in; make it first"):
        open_store(str(tmp_path / "nowhere" / "record.db"), create=True)


def test_a_file_that_is_no_record(tmp_path: Path) -> None:
    text = tmp_path / "notes.db"
    text.write_text("no database at all, but long enough to look like one " * 40)
    with pytest.raises(StoreError, match="this is no record: the file is no SQLite database"):
        open_store(str(text), create=True)
    other = tmp_path / "other.db"
    raw(str(other), "CREATE TABLE birds (name)")
    for create in (True, False):
        with pytest.raises(StoreError, match="is a database but no record of Dateline"):
            open_store(str(other), create=create)


def test_a_name_with_odd_characters(tmp_path: Path) -> None:
    for name in ("a?b#c%20d.db", "صحيفة.db", "with space.db"):
        with open_store(str(tmp_path / name), create=True) as store:
            made.filled(store, A)
        with open_store(
            f"sqlite:///{tmp_path / 'with space.db'}" if "space" in name else str(tmp_path / name)
        ) as store:
            assert store.standing().reports == 1


def test_it_is_durable_and_may_be_read_while_it_is_written(path: str) -> None:
    with open_store(path) as store, store._database.reading() as connection:
        settings = {n: connection.exec_driver_sql(f"PRAGMA {n}").scalar_one() for n in ("journal_mode", "synchronous")}
        assert settings == {"journal_mode": "wal", "synchronous": 2}
        with store._database.writing() as other:
            other.execute(_schema.COVERAGE.insert(), {"source": "s", "day": "", "last_read": "now"})
        assert connection.execute(_schema.COVERAGE.select()).all() != []  # the reader goes on


# ------------------------------------------------------------------------------------------------ reading only


def test_a_record_that_is_open_for_reading_only(path: str) -> None:
    with open_store(path, read_only=True) as store:
        assert store.standing().reports == 2
        with pytest.raises(StoreError, match="is open for reading only; nothing was written"):
            store.begin("add", who="mira")
    with pytest.raises(UsageError, match="there is no record"):
        open_store(path + "x", create=True, read_only=True)


def test_a_record_on_a_medium_that_cannot_be_written(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        monkeypatch.setattr(_sqlite, "begin", _query_only)
        with pytest.raises(StoreError, match="the record is read-only; check the rights of the file and of its folder"):
            store.begin("add", who="mira")
        assert store.standing().reports == 2


def _query_only(connection: Any, *, write: bool) -> None:
    connection.execute("PRAGMA query_only = 1")
    connection.execute("BEGIN")


# ------------------------------------------------------------------------------------------------ disk full


def test_a_full_disk_is_a_clear_error_and_loses_nothing(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    big = [
        made.entry(made.report(f"x{i}", text=made.WORDS.format(day=i, killed=i) + " word" * 2_000)) for i in range(50)
    ]
    with open_store(path) as store:
        run = store.begin("add", who="mira")
    prepare = _sqlite.prepare

    def small(connection: sqlite3.Connection) -> None:
        prepare(connection)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 5}")

    monkeypatch.setattr(_sqlite, "prepare", small)
    with open_store(path) as store:
        before = store.standing()
        with pytest.raises(StoreError, match="the disk is full; free some space and run the same command again"):
            store.put(big, run)
        assert store.standing() == before
        assert not list(store.check())
    monkeypatch.setattr(_sqlite, "prepare", prepare)
    with open_store(path) as store:
        assert store.put(big, run).new == 50
        made.merged(store)
        assert not list(store.check())


# ------------------------------------------------------------------------------------------------ two at once


def test_a_writer_waits_for_another_and_then_says_so(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sqlite, "WAIT_SECONDS", 0.2)
    with open_store(path) as one, open_store(path) as other, one._database.writing():
        with pytest.raises(StoreError, match="another program has been writing to the record for 30 seconds"):
            other.begin("add", who="jo")
        assert other.standing().reports == 2  # readers never wait


def test_reviewers_and_a_batch_writer_in_one_process(url: str) -> None:
    """Ten threads judge while a batch is written; every judgement is kept, and the log's chain holds."""
    with open_store(url, create=True) as store:
        made.filled(store, A, B)
        claims = [one.claim.claim for one in store.claims()]
        errors: list[BaseException] = []

        def reviewing(name: str) -> None:
            try:
                for number in range(5):
                    store.judge(made.judgement("different", *claims, at=f"{number}", reviewer=name))
            except BaseException as error:  # noqa: BLE001  # told below, in the test's own thread
                errors.append(error)

        threads = [threading.Thread(target=reviewing, args=(f"reviewer {n}",)) for n in range(10)]
        for thread in threads:
            thread.start()
        run = store.begin("add", who="mira")
        for number in range(10):
            store.put([made.entry(made.report(f"n{number}-{i}", killed=number)) for i in range(5)], run)
        for thread in threads:
            thread.join()
        assert not errors
        assert len(store.judgements()) == 50
        made.merged(store)
        assert not list(store.check())


# ------------------------------------------------------------------------------------------------ schemas


def test_a_record_of_a_newer_dateline_is_refused(path: str) -> None:
    raw(path, "INSERT INTO schema_versions VALUES (99, 'the future', 'then')")
    with pytest.raises(
        StoreError, match="the record has schema 99; this Dateline knows schemas up to 2; install a newer"
    ):
        open_store(path)


def test_an_older_record_takes_the_steps_it_lacks(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def adding(connection: Any) -> None:
        connection.exec_driver_sql("ALTER TABLE runs ADD COLUMN host TEXT")

    def failing(connection: Any) -> None:
        connection.exec_driver_sql("CREATE TABLE half (a)")
        connection.exec_driver_sql("CREATE TABLE half (a)")

    now = _migrations.STEPS[-1].version
    steps = (*_migrations.STEPS, Step(now + 1, "hosts of runs", adding), Step(now + 2, "fails", failing))
    monkeypatch.setattr(_migrations.lacking, "__defaults__", (steps,))
    with pytest.raises(StoreError, match=rf"has schema {now} and must be brought up to {now + 2}; open it once for"):
        open_store(path, read_only=True)
    with pytest.raises(StoreError, match="half already exists"):
        open_store(path)
    monkeypatch.setattr(_migrations.lacking, "__defaults__", (steps[:-1],))
    with open_store(path) as store:  # the first step was kept, the second left nothing behind
        assert store.standing().schema == now + 1
        assert store.standing().reports == 2
        assert not list(store.check())


def test_a_record_of_the_first_schema_becomes_one_as_it_is_made_now(path: str, tmp_path: Path) -> None:
    """Schema 2 (November 2026) keeps every look at an input."""
    raw(path, "DROP TABLE reads", "DELETE FROM schema_versions WHERE version > 1")
    with pytest.raises(StoreError, match="has schema 1 and must be brought up to 2"):
        open_store(path, read_only=True)
    fresh = str(tmp_path / "fresh.db")
    for name in (path, fresh):
        with open_store(name, create=True) as store:
            assert store.standing().schema == 2
            assert not list(store.check())
    assert _described(path) == _described(fresh)
    with open_store(path) as store:
        assert (store.standing().reports, len(store.coverage())) == (2, 2)


def _described(path: str) -> set[tuple[str, str, str]]:
    """Give what a file says of its tables, indexes and triggers."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    connection.close()
    return set(rows)


# ------------------------------------------------------------------------------------------------ the check


def test_a_whole_record_has_no_problem(path: str) -> None:
    with open_store(path, read_only=True) as store:
        assert list(store.check()) == []


@pytest.mark.parametrize(
    ("statements", "kind", "told"),
    [
        (["UPDATE reports SET body = replace(body, 'killing', 'hurting')"], "hash", "version 1 is not what was stored"),
        (["UPDATE reports SET body = replace(body, 'Rebels', 'Sheep')"], "span", "not 'Rebels'"),
        (["UPDATE claims SET body = replace(body, '\"Rebels\"', '\"Sheep\"')"], "span", "not 'Sheep'"),
        (["UPDATE claims SET body = replace(body, '\"start\":0,', '\"start\":-3,')"], "span", "outside the text"),
        (["UPDATE claims SET body = '{}'"], "span", "cannot be decoded"),
        (["UPDATE originals SET data = x'00'"], "hash", "an original cannot be unpacked"),
        (["DELETE FROM originals"], "orphan", "its original .* is not there"),
        (["DELETE FROM reports WHERE report = 'a'"], "orphan", "the report it is of is not there"),
        (["DELETE FROM event_claims"], "orphan", "in no event and waits for no merge"),
        (["DELETE FROM event_claims"], "index", "its claims in the index are not those of its content"),
        (["UPDATE claims SET current = 0"], "orphan", "an event holds this claim, which does not stand"),
        (["DELETE FROM event_words"], "index", "cannot be found by its words"),
        (["DELETE FROM event_boxes"], "index", "cannot be found by its places"),
        (["DROP TRIGGER history_no_delete", "DELETE FROM history WHERE seq = 1"], "orphan", "not in the history"),
        (["DROP TRIGGER audit_no_delete", "DELETE FROM audit WHERE seq = 2"], "audit", "lines are missing"),
        (["DROP TRIGGER audit_no_update", "UPDATE audit SET who = 'x' WHERE seq = 2"], "audit", "was altered"),
        (["INSERT INTO judgement_subjects VALUES ('c-gone', 9)"], "orphan", "a judgement is about this"),
        (["INSERT INTO redirects VALUES ('e-old', 'e-gone')"], "orphan", "leads to e-gone, which never was"),
    ],
)  # fmt: skip
def test_the_check_finds(path: str, statements: list[str], kind: str, told: str) -> None:
    import re

    raw(path, *statements)
    with open_store(path, read_only=True) as store:
        problems = list(store.check())
    assert any(p.kind == kind and re.search(told, p.message) for p in problems), problems


def test_a_damaged_file_is_a_problem_and_no_traceback(path: str) -> None:
    with open(path, "r+b") as file:
        file.seek(4096 * 5)
        file.write(b"\xff" * 4096 * 3)
    found: list[str] = []
    try:
        with open_store(path, read_only=True) as store:
            found += [problem.message for problem in store.check() if problem.kind == "file"]
    except StoreError as error:
        found.append(str(error))
    assert found
    assert all("Traceback" not in line for line in found)


def test_a_real_disk_that_fills_up(tmp_path: Path) -> None:
    """On a file system of 2 MB, where one may be mounted."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no right to mount a file system")
    try:
        _fill(lambda: open_store(str(place / "record.db"), create=True))
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _fill(opened: Callable[[], Store]) -> None:
    def pouring() -> Iterator[int]:
        for number in range(2_000):
            text = made.WORDS.format(day=number, killed=number) + f" {number:05}" * 5_000
            yield store.put([made.entry(made.report(f"x{number}", text=text), data=None)], run).new

    kept = []
    with opened() as store:
        made.filled(store, A, B)
        run = store.begin("add", who="mira")
        with pytest.raises(StoreError, match="the disk is full"):
            kept.extend(pouring())
    with opened() as store:
        assert store.standing().reports == 2 + len(kept)
        assert not list(store.check())
