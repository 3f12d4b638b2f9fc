"""A small archive with a type of record of its own, cars, and the questions that tests ask of its index."""

from __future__ import annotations

from datetime import date

from tingsbok.index import Index
from tingsbok.query import parse
from tingsbok.schema import SchemaSet
from tingsbok.store.memory import MemoryStore

TODAY = date(2024, 11, 8)

CAR = {
    "title": "Car",
    "x-tingsbok": {
        "sv": {"title": "Bil", "plural": "Bilar"},
        "label": "name",
        "columns": [{"field": "name"}, {"field": "driver"}, {"field": "wheels"}],
    },
    "properties": {
        "type": {"const": "car"},
        "name": {"type": "string"},
        "driver": {
            "type": "string",
            "x-tingsbok": {"kind": "link", "link": ["person"], "sv": {"title": "Förare"}},
        },
        "wheels": {"type": "integer", "x-tingsbok": {"sv": {"title": "Hjul"}}},
        "services": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"garage": {"type": "string"}, "cost": {"type": "number"}},
            },
        },
    },
}

FILES = {
    "bodies/lchnv": "type: body\nname: Länschefsnätverket\nshort: LCHNV\naliases: [lcn]\n---\nMandat.",
    "bodies/lsg": "type: body\nname: Länssamverkansgruppen\nshort: LSG\n---\n",
    "people/anna-dahl": "type: person\nname: Anna Dahl\naliases: [Anna D]\norganisation: mora\n---\n",
    "people/orjan-ost": "type: person\nname: Örjan Öst\n---\n",
    "people/asa-zemren": "type: person\nname: Åsa Zemrén\n---\n",
    "orgs/mora": "type: organisation\nname: Mora kommun\nshort: Mora\nkind: municipality\n---\n",
    "cases/hemsjukvard": "type: case\ntitle: Hemsjukvårdsavtalet\nstatus: open\nowner: lchnv\nopened: 2021-10\n---\nKostnad.",
    "m/lchnv-2024-11-07": (
        "type: meeting\nbody: lchnv\ndate: 2024-11-07\nstatus: held\nstart: 09:30\nchair: anna-dahl\nattendance:\n"
        "  - {person: anna-dahl, status: present, for: mora}\n  - {person: orjan-ost, status: absent}\nitems:\n"
        "  - key: 4d\n    number: 4 d)\n    title: Avtal om vård i hemmet\n    case: hemsjukvard\n"
        "  - key: '10'\n    number: 10\n    title: Övrigt\n---\n## 4 d)\n\nKommunerna får frågor om hemsjukvårdsavtalet."
    ),
    "m/lchnv-2024-11-07-4d": (
        "type: decision\nmeeting: lchnv-2024-11-07\nitem: 4d\ntitle: Godkännande av förslag\noutcome: postponed\n"
        "until: lsg-2024-12-04\nconditions:\n  - text: om landstinget går med\n    effect: suspends\n---\n- att bordlägga"
    ),
    "m/lchnv-2024-11-07-10": "type: decision\nmeeting: lchnv-2024-11-07\nitem: '10'\ntitle: Avslut\noutcome: noted\n---\n- att avsluta",
    "m/lsg-2024-12-04": "type: meeting\nbody: lsg\ndate: 2024-12-04\nstatus: planned\n---\n",
    "agreements/avtal": (
        "type: agreement\ntitle: Avtal om vård\nkind: agreement\nvalid_from: 2020\nvalid_to: 2024-12-31\nstatus: in-force\n"
        "notice_months: 12\ncost:\n  total: 2000000\n  shares:\n    - {for: mora, part: 12.5}\n---\nSe [[hemsjukvard]] och [[finns-inte]]."
    ),
    "tasks/rapport": (
        "type: assignment\ntitle: Rapport om läget\nassignees: [anna-dahl, orjan-ost]\ngiven_by: lchnv-2024-11-07-4d\n"
        "due: lsg-2024-12-04\nstatus: open\n---\n"
    ),
    "tasks/lista": "type: assignment\ntitle: Lista\nassign_all: true\ngiven_by: lchnv-2024-11-07#9\ndue: 2024-10-01\nstatus: done\n---\n",
    "cars/saab": "type: car\nname: Saab\ndriver: anna-dahl\nwheels: 4\nservices:\n  - {garage: Mora motor, cost: 900}\n---\n",
    "cars/trehjuling": "type: car\nname: Trehjuling\nwheels: 3\nservices:\n  - {garage: Falu mek, cost: 100}\n---\n",
    "odd/okand": "type: spaceship\ntitle: Rymdskepp\nspeed: 12\n---\n",
}


def raw(text: str) -> bytes:
    return f"---\n{text}\n".encode()


def archive() -> MemoryStore:
    store = MemoryStore({f"records/{name}.md": raw(text) for name, text in FILES.items()})
    store.files["records/odd/trasig.md"] = b"---\ntype: decision\ntitle: [oavslutad\n"
    return store


def ids(index: Index, text: str, schemas: SchemaSet, **options: str) -> list[str]:
    found = index.listing(parse(text, schemas), today=TODAY, **options)
    return [row.id for row in found.page(0, found.count)]


def search(index: Index, text: str, schemas: SchemaSet) -> list[str]:
    return [hit.row.id for hit in index.search(parse(text, schemas, lenient=True), today=TODAY).hits]


MEETING, DECISION = "lchnv-2024-11-07", "lchnv-2024-11-07-4d"
