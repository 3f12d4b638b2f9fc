"""The index follows what happens to files: changed, moved, renamed, removed, odd and unreadable ones."""

from __future__ import annotations

import time

import pytest

from tests.core.car_archive import DECISION, FILES, MEETING, archive, ids, raw
from tingsbok.errors import Refused
from tingsbok.index import Index
from tingsbok.schema import SchemaSet
from tingsbok.store.base import Entry, Write
from tingsbok.store.memory import MemoryStore


def test_refresh_says_what_changed(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    assert len(index.refresh(store).changed) == len(store.files)
    generation = index.generation
    again = index.refresh(store)
    assert (again.changed, again.removed, index.generation) == ((), (), generation)
    store.files["records/cars/saab.md"] = raw("type: car\nname: Volvo\nwheels: 4\n---\nRostig.")
    store.files["records/cars/ny.md"] = raw("type: car\nname: Ny\n---\n")
    del store.files["records/cars/trehjuling.md"]
    found = index.refresh(store)
    assert (set(found.changed), found.removed) == ({"saab", "ny"}, ("trehjuling",))
    assert index.generation > generation
    assert ids(index, "typ:bil sort:namn", schemas) == ["ny", "saab"]
    assert ids(index, "volvo", schemas) == ids(index, "rostig", schemas) == ["saab"]
    assert ids(index, "trehjuling", schemas) == ids(index, "förare:anna", schemas) == []


def test_a_moved_file_stays_the_same_record(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    index.refresh(store)
    store.files["records/garage/saab.md"] = store.files.pop("records/cars/saab.md")
    found = index.refresh(store)
    assert (found.changed, found.removed) == (("saab",), ())
    assert index.path_of("saab") == "records/garage/saab.md"
    assert ids(index, "typ:bil", schemas) == ["saab", "trehjuling"]


def test_a_renamed_record_is_found_under_its_alias(index: Index) -> None:
    store = archive()
    index.refresh(store)
    old = store.files.pop("records/people/anna-dahl.md")
    assert [link.source for link in index.broken_links()] == ["avtal", "lista"]
    store.files["records/people/anna-berg.md"] = old.replace(b"aliases: [Anna D]", b"aliases: [anna-dahl]")
    index.refresh(store)
    row = index.row("anna-dahl")
    assert row is not None
    assert row.id == "anna-berg"
    assert "rapport" in {link.source for link in index.backlinks("anna-berg")}
    assert [link.source for link in index.broken_links()] == ["avtal", "lista"]


def test_what_a_record_takes_from_others_follows_them(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    index.refresh(store)
    meeting = f"records/m/{MEETING}.md"
    store.files[meeting] = store.files[meeting].replace(b"date: 2024-11-07", b"date: 2023-01-02")
    store.files["records/bodies/lchnv.md"] = store.files["records/bodies/lchnv.md"].replace(
        b"short: LCHNV", b"short: CHEFER"
    )
    assert set(index.refresh(store).changed) == {MEETING, "lchnv"}
    decision, changed = index.row(DECISION), index.row(MEETING)
    assert decision is not None
    assert changed is not None
    assert decision.date == "2023-01-02"
    assert decision.cells[:2] == ("2023-01-02", "CHEFER")
    assert changed.title == "CHEFER 2023-01-02"
    assert ids(index, "typ:beslut 2023..2023", schemas) == [DECISION, f"{MEETING}-10"]
    assert set(ids(index, "chefer typ:möte", schemas)) == {MEETING}
    store.files[meeting] = (
        store.files[meeting]
        .replace(b"body: lchnv", b"body: lsg")
        .replace(b"case: hemsjukvard", b"case: annat")
    )
    index.refresh(store)
    assert set(ids(index, "organ:lsg typ:beslut,uppdrag", schemas)) == {
        DECISION,
        f"{MEETING}-10",
        "rapport",
        "lista",
    }
    assert ids(index, "ärende:hemsjukvard typ:beslut", schemas) == []
    del store.files[meeting]
    index.refresh(store)
    assert ids(index, "organ:* typ:beslut,uppdrag", schemas) == []
    assert ids(index, "datum:- typ:beslut", schemas) == [f"{MEETING}-10", DECISION][::-1]


def test_a_date_at_a_meeting_follows_the_meeting(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    index.refresh(store)
    store.files["records/m/lsg-2024-12-04.md"] = raw(
        "type: meeting\nbody: lsg\ndate: 2024-10-10\nstatus: held\n---\n"
    )
    index.refresh(store)
    assert set(ids(index, "due:<idag", schemas)) == {"rapport", "lista"}
    assert ids(index, "until:2024-10", schemas) == [DECISION]


def test_certain_files_only(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    index.refresh(store)
    store.files["records/cars/saab.md"] = raw("type: car\nname: Volvo\n---\n")
    store.files["records/cars/ny.md"] = raw("type: car\nname: Ny\n---\n")
    del store.files["records/cars/trehjuling.md"]
    assert index.refresh(store, paths=["records/cars/saab.md"]).changed == ("saab",)
    assert set(ids(index, "typ:bil", schemas)) == {"saab", "trehjuling"}
    found = index.refresh(store, paths=["records/cars/trehjuling.md", "records/cars/none.md"])
    assert (found.changed, found.removed) == ((), ("trehjuling",))
    assert index.refresh(store).changed == ("ny",)


def test_quick_refresh_looks_at_what_git_names(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    saab, ny = "records/cars/saab.md", "records/cars/ny.md"
    store.write([Write(ny, raw("type: car\nname: Ny\n---\n"), None)], "Ny")
    index.refresh(store)
    store.files[saab] = raw("type: car\nname: Volvo\n---\n")
    assert index.refresh(store, quick=True).changed == ("saab",)
    assert index.refresh(store, quick=True).changed == ()
    store.write([Write(ny, raw("type: car\nname: Nyare\n---\n"), index_etag(store, ny))], "Nyare")
    found = index.refresh(store, quick=True)
    assert found.changed == ("ny",)
    assert saab in {one.path for one in found.dirty}
    store.files[saab] = raw(FILES["cars/saab"])
    assert index.refresh(store, quick=True).changed == ("saab",)
    assert set(ids(index, "typ:bil", schemas)) == {"saab", "ny", "trehjuling"}


def test_quick_refresh_looks_at_everything_when_git_cannot_tell(index: Index, schemas: SchemaSet) -> None:
    store = MemoryStore()
    store.write([Write("records/a.md", raw("type: car\nname: A\n---\n"), None)], "A")
    assert index.refresh(store, quick=True).changed == ("a",)
    other = MemoryStore()
    other.write([Write("records/b.md", raw("type: car\nname: B\n---\n"), None)], "B")
    found = index.refresh(other, quick=True)
    assert (found.changed, found.removed) == (("b",), ("a",))


def index_etag(store: MemoryStore, path: str) -> str:
    from tingsbok.record import etag_of

    return etag_of(store.read(path))


class ClockStore(MemoryStore):
    """Files whose times are what the test says, whatever they hold."""

    stamp = 1

    def entries(self) -> list[Entry]:
        return [Entry(entry.path, 1, self.stamp, 1, self.stamp) for entry in super().entries()]


@pytest.mark.parametrize(("age", "seen"), [(0, True), (10**9, True), (10**10, False)])
def test_a_change_within_the_clocks_tick_is_seen(
    index: Index, schemas: SchemaSet, age: int, seen: bool
) -> None:
    store = ClockStore(archive().files)
    store.stamp = time.time_ns() - age
    index.refresh(store)
    store.files["records/cars/saab.md"] = raw("type: car\nname: Volvo\n---\n")
    assert (index.refresh(store).changed == ("saab",)) == seen


def test_two_files_with_one_id(index: Index) -> None:
    store = archive()
    store.files["records/a/saab.md"] = raw("type: person\nname: Herr Saab\n---\n")
    index.refresh(store)
    assert index.path_of("saab") == "records/a/saab.md"
    assert index.listing().count == len(store.files)
    del store.files["records/a/saab.md"]
    index.refresh(store)
    assert index.path_of("saab") == "records/cars/saab.md"


ODD = {
    "records/odd/\udcff\udcfe.md": b"---\ntype: car\nname: Bytes\n---\n",
    "records/odd/s p a c e ' \" % _.md": b"---\ntype: car\nname: Blank\n---\n",
    "records/odd/surrogate.md": b'---\ntype: car\nname: "\\ud800x"\n"\\udc00": y\n---\n\x00\xff\n',
    "records/odd/empty.md": b"",
    "records/odd/nul.md": b"---\ntype: car\nname: Nul\n---\na\x00b",
    "records/odd/deep.md": b"---\ntype: car\nname: Deep\nservices: " + b"[" * 60 + b"]" * 60 + b"\n---\n",
    "records/odd/self.md": b"---\ntype: meeting\nbody: self\ndate: self\n---\n",
    "records/odd/circle.md": b"---\ntype: decision\ntitle: Circle\nmeeting: circle\nitem: [x]\noutcome: {a: b}\n---\n",
    "records/odd/dates.md": b"---\ntype: meeting\nbody: lsg\ndate: 9999-99-99\n---\n",
    "records/odd/type.md": b"---\ntype: [car]\nname: Type\n---\n",
    "records/odd/number.md": b"---\ntype: car\nname: Number\nwheels: nan\nservices: text\n---\n",
    "records/odd/long.md": b"---\ntype: car\nname: Long\n---\n" + b"x" * 2_000_000,
    "records/odd/many.md": b"---\ntype: car\nname: Many\nservices:\n" + b"  - {garage: x}\n" * 500 + b"---\n",
}


def test_odd_files_are_taken_in(index: Index, schemas: SchemaSet) -> None:
    store = MemoryStore(ODD)
    index.refresh(store)
    rows = index.listing().page(0, 100)
    assert {row.path for row in rows} == set(ODD)
    assert [index.path_of(row.id) for row in rows] == [row.path for row in rows]
    assert ids(index, "garage:x", schemas) == ["many"]
    assert {"nul", "number"} <= set(ids(index, "typ:bil", schemas))
    assert index.refresh(store).changed == ()


class WithoutAccess(MemoryStore):
    """A store with a file that may not be read, and one that vanishes after it was listed."""

    def read(self, path: str) -> bytes:
        if path.endswith("secret.md"):
            raise Refused("Filen får inte läsas.")
        return super().read(path)

    def entries(self) -> list[Entry]:
        return [*super().entries(), Entry("records/gone.md", 1, 1)]


def test_unreadable_and_vanished_files(index: Index) -> None:
    index.refresh(WithoutAccess({"records/secret.md": b"x", "records/saab.md": raw(FILES["cars/saab"])}))
    assert {row.id: row.problems for row in index.listing().page(0, 9)} == {"secret": 1, "saab": 0}
    assert [problem.message for problem in index.problems()] == ["Filen får inte läsas."]
