from __future__ import annotations

import pytest

from tingsbok import checks, resources
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet


class Reader:
    """An archive of a few texts."""

    schemas = SchemaSet.load([resources.schemas_dir()])

    def __init__(self, *texts: tuple[str, str]) -> None:
        self.records = {
            f"records/{name}.md": parse_record(f"records/{name}.md", text.encode()) for name, text in texts
        }

    def paths(self) -> list[str]:
        return list(self.records)

    def read(self, path: str) -> Record | None:
        return self.records.get(path)

    def resolve(self, identity: str) -> Record | None:
        return self.records.get(f"records/{identity}.md")

    def near(self, identity: str, types: tuple[str, ...] = ()) -> list[str]:
        return []


def archive(public: str, role: str, held_in: str) -> Reader:
    line = f"  - {{person: rune, role: {role}{', status: present' if held_in == 'attendance' else ''}}}"
    holder = {
        "attendance": f"type: meeting\nbody: r\ndate: 2024-01-26\nstatus: held\nattendance:\n{line}",
        "members": f"type: body\nname: R2\nmembers:\n{line}",
    }[held_in]
    return Reader(
        ("r", "---\ntype: body\nname: Rådet\n---\n"),
        ("rune", f"---\ntype: person\nname: Rune\n{public}---\n"),
        ("x", f"---\n{holder}\n---\n"),
    )


@pytest.mark.parametrize("held_in", ["attendance", "members"])
@pytest.mark.parametrize(
    ("public", "role", "found"),
    [
        ("", "user-representative", ["T119"]),
        ("public: false\n", "user-representative", []),
        ("public: true\n", "user-representative", []),
        ("", "member", []),
    ],
)
def test_the_question_of_publishing_is_answered(
    public: str, role: str, found: list[str], held_in: str
) -> None:
    problems = checks.run(archive(public, role, held_in))
    assert [problem.code for problem in problems] == found
    assert all(not p.is_error and p.field == f"{held_in}.0.person" and p.line > 1 for p in problems)
    assert checks.explain("T119", "sv")
