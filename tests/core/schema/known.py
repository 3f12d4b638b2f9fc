"""The types that are shipped, and three records that refer to each other."""

from __future__ import annotations

from tingsbok import resources
from tingsbok.frontmatter import Value
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet

SCHEMAS = SchemaSet.load([resources.schemas_dir()])


def record(text: str, path: str = "records/x/some-id.md") -> Record:
    return parse_record(path, text.encode())


def front(**fields: Value) -> Record:
    """A record that was never in a file: only its fields count."""
    kind = fields.get("type", "")
    return Record("records/x.md", "x", str(kind), fields, "", "", b"")


LSG = record("---\ntype: body\nname: Länssamverkansgruppen\nshort: LSG\n---\n", "records/bodies/lsg.md")
MEETING = record(
    "---\ntype: meeting\nbody: lsg\ndate: 2024-09-20\nstatus: held\n---\n",
    "records/meetings/lsg/2024/2024-09-20/lsg-2024-09-20.md",
)
DECISION = record(
    "---\ntype: decision\nmeeting: lsg-2024-09-20\ntitle: T\noutcome: noted\n---\n",
    "records/d/lsg-2024-09-20-34.md",
)
KNOWN = {one.id: one for one in (LSG, MEETING, DECISION)}
