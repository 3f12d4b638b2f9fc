"""What happens to the index itself, many who read at once, and questions that mean no good."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.car_archive import FILES, MEETING, TODAY, archive, ids, raw, search
from tingsbok import resources
from tingsbok.errors import Refused
from tingsbok.index import Index
from tingsbok.index.schema import Database
from tingsbok.query import parse
from tingsbok.schema import SchemaSet
from tingsbok.store.memory import MemoryStore


def test_the_file_is_private_and_its_folder_is_made(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "cache" / "index.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)


def test_an_index_is_used_again(schemas: SchemaSet, tmp_path: Path) -> None:
    store, path = archive(), tmp_path / "index.db"
    first = Index.open(path, schemas)
    first.refresh(store)
    first.close()
    second = Index.open(path, schemas)
    assert second.listing().count == len(store.files)
    assert second.refresh(store).changed == ()
    second.close()


def test_another_set_of_schemas_needs_another_index(schemas: SchemaSet, tmp_path: Path) -> None:
    store, path = archive(), tmp_path / "index.db"
    first = Index.open(path, schemas)
    first.refresh(store)
    first.close()
    plain = SchemaSet.load([resources.schemas_dir()])
    second = Index.open(path, plain)
    assert second.listing().count == 0
    assert len(second.refresh(store).changed) == len(store.files)
    second.close()


def test_another_format_needs_another_index(schemas: SchemaSet, tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    Index.open(path, schemas).close()
    with sqlite3.connect(path) as connection:
        connection.execute("pragma user_version = 999")
    connection.close()
    index = Index.open(path, schemas)
    assert index.listing().count == 0
    index.close()


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_damaged_file_is_replaced_at_the_start(schemas: SchemaSet, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "index.db"
    path.write_bytes(content)
    index = Index.open(path, schemas)
    index.refresh(archive())
    assert index.listing().count == len(FILES) + 1
    index.close()


def test_a_file_deleted_under_our_feet_is_made_anew(index: Index, schemas: SchemaSet, tmp_path: Path) -> None:
    store = archive()
    index.refresh(store)
    for file in (tmp_path / "cache").iterdir():
        file.unlink()
    assert len(index.refresh(store).changed) == len(store.files)
    assert ids(index, "typ:bil", schemas) == ["saab", "trehjuling"]
    assert (tmp_path / "cache" / "index.db").exists()


def test_a_file_damaged_under_our_feet_is_made_anew(index: Index, schemas: SchemaSet, tmp_path: Path) -> None:
    index.refresh(archive())
    path = tmp_path / "cache" / "index.db"
    other = sqlite3.connect(path)
    other.execute("pragma wal_checkpoint(truncate)")
    other.close()
    with path.open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(path.stat().st_size - 100))
    assert ids(index, "typ:bil", schemas) == ["saab", "trehjuling"]
    assert ids(index, "sjukvård", schemas) == [MEETING, "hemsjukvard"]


def test_a_file_cut_short_under_our_feet_is_made_anew(
    index: Index, schemas: SchemaSet, tmp_path: Path
) -> None:
    store = archive()
    index.refresh(store)
    for name in ("index.db-wal", "index.db"):
        (tmp_path / "cache" / name).write_bytes(b"")
    found = index.refresh(store)
    assert set(ids(index, "typ:bil", schemas)) == {"saab", "trehjuling"}, found


def test_a_refresh_that_meets_damage_tells_all_that_it_read(index: Index, tmp_path: Path) -> None:
    store = archive()
    index.refresh(store)
    other = sqlite3.connect(tmp_path / "cache" / "index.db")
    other.execute("drop table data")
    other.close()
    store.files["records/cars/saab.md"] = raw("type: car\nname: Volvo\n---\n")
    found = index.refresh(store, paths=["records/cars/saab.md"])
    assert len(found.changed) == len(store.files)


def test_a_lost_table_is_made_anew(index: Index, schemas: SchemaSet, tmp_path: Path) -> None:
    index.refresh(archive())
    other = sqlite3.connect(tmp_path / "cache" / "index.db")
    other.execute("drop table rec")
    other.close()
    assert ids(index, "typ:bil", schemas) == ["saab", "trehjuling"]


def test_where_nothing_can_be_written_a_temporary_file_serves(schemas: SchemaSet, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    database = Database(tmp_path / "file" / "index.db", "stamp")
    assert database.path.exists()
    assert tmp_path not in database.path.parents
    database.close()


def test_a_busy_index_is_refused_in_words(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tingsbok.index.schema._PATIENCE", 0.0)
    index.refresh(MemoryStore())
    other = sqlite3.connect(tmp_path / "cache" / "index.db", isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(Refused) as refused:
        index.refresh(archive())
    assert refused.value.remedy
    other.execute("rollback")
    other.close()
    assert index.refresh(archive()).changed


def test_readers_cannot_write(index: Index) -> None:
    with index._database.reading() as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("delete from rec")


def test_a_failed_refresh_leaves_the_index_as_it_was(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    index.refresh(store)
    store.files["records/cars/a.md"] = raw("type: car\nname: A\n---\n")

    def fail(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.refresh(store, progress=fail)
    assert ids(index, "typ:bil", schemas) == ["saab", "trehjuling"]
    assert index.refresh(store).changed == ("a",)


# -- many at once


def test_two_threads_read_while_one_refreshes(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    index.refresh(store)
    failures: list[str] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                found = index.listing(parse("typ:bil", schemas))
                rows = found.page(0, 100)
                if {row.id for row in rows} - {"saab", "trehjuling"} or not search(
                    index, "sjukvård", schemas
                ):
                    failures.append(str(rows))
                index.complete("anna")
                index.facets(None, "body")
        except Exception as error:  # noqa: BLE001 - whatever happens in a thread must reach the test
            failures.append(repr(error))

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(25):
        for path in [path for path in store.files if "/m/" in path]:
            store.files[path] += f"\nRad {number} om hemsjukvården.".encode()
        store.files["records/bodies/lchnv.md"] = raw(
            f"type: body\nname: Nätverk {number}\nshort: N{number}\n---\n"
        )
        assert index.refresh(store).changed
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []


def test_interrupting_a_search_ends_it_quietly(
    index: Index, schemas: SchemaSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.refresh(archive())
    from tingsbok.index import search

    def slow(connection: sqlite3.Connection, *_: object) -> list[object]:
        index.interrupt()
        connection.execute(
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000000) select max(i) from n"
        )
        return []

    def interrupt_soon(connection: sqlite3.Connection, *_: object) -> list[object]:
        threading.Timer(0.05, index.interrupt).start()
        return slow(connection)

    monkeypatch.setattr(search, "hits", interrupt_soon)
    found = index.search(parse("vård", schemas))
    assert (found.interrupted, found.hits) == (True, ())
    monkeypatch.undo()
    assert index.search(parse("vård", schemas)).count > 0


# -- hostile questions

HOSTILE = [
    "NEAR(a b)", "a NEAR b", "head:a", "{a b}:c", "a*b", "^a", "+a", '"""', "'; drop table rec; --", "a\x00b", "NOT", "(((", "AND OR",
    "fts", "*", "a" * 10_000, "ab " * 3_000, "\ud800", "@\ud800", "organ:\ud800", "id:\ud800", "länk:\ud800#\ud800", "namn:\ud800", "utfall:=\ud800",
    "items.title:\ud800", "%", "_", "namn:%", "path:'", "id:*", "@'", "link:#", "typ:", "å" * 300, "ab-cd-" * 50, "İstanbul", "ﬁ", "١٢٣",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_questions_only_find_or_do_not_find(settled: Index, schemas: SchemaSet, text: str) -> None:
    query = parse(text, schemas, lenient=True)
    settled.search(query, today=TODAY)
    settled.listing(query, today=TODAY)
    settled.facets(query, "type", today=TODAY)
    settled.complete(text)
    settled.row(text)
    settled.path_of(text)
    settled.backlinks(text)
    settled.events_of(text)
    assert settled.listing().count == len(FILES) + 1


QUERYISH = st.text(alphabet="aåb Ö0-:.,\"()<>=*@#~^+{}\\'§|", max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.one_of(
        st.text(max_size=40),
        QUERYISH,
        st.builds(
            "{}:{}".format,
            st.sampled_from(["organ", "id", "länk", "namn", "items.title", "due", "@"]),
            QUERYISH,
        ),
    )
)
def test_no_question_is_an_error_of_the_database(settled: Index, schemas: SchemaSet, text: str) -> None:
    query = parse(text, schemas, lenient=True)
    found = settled.search(query, today=TODAY)
    assert found.count == sum(found.by_type.values()) >= len(found.hits)
    settled.complete(text)
