from __future__ import annotations

from pathlib import Path

from tingsbok.drafts import Drafts


def test_a_draft_survives_and_is_replaced_and_dropped(tmp_path: Path) -> None:
    Drafts(tmp_path / "d").keep("edit:lsg", {"title": "å"})
    drafts = Drafts(tmp_path / "d")
    assert drafts.get("edit:lsg").data == {"title": "å"}  # type: ignore[union-attr]
    drafts.keep("edit:lsg", {"title": "ö"})
    assert [(d.key, d.data) for d in drafts.all()] == [("edit:lsg", {"title": "ö"})]
    drafts.drop("edit:lsg")
    drafts.drop("edit:lsg")
    assert drafts.all() == []
    assert drafts.get("edit:lsg") is None


def test_a_draft_knows_what_it_was_typed_into(tmp_path: Path) -> None:
    drafts, base = Drafts(tmp_path), ("records/a/lsg.md", b"\xff som det var")
    drafts.keep("edit:lsg", {"title": "å"}, base)
    drafts.keep("text:lsg", {"body": "å"}, base)
    assert drafts.get("edit:lsg").base == base  # type: ignore[union-attr]
    drafts.drop("edit:lsg")
    assert drafts.get("text:lsg").base == base  # type: ignore[union-attr]
    drafts.keep("text:lsg", {"body": "ö"}, ("records/a/lsg.md", b"som det blev"))
    assert drafts.get("text:lsg").base == ("records/a/lsg.md", b"som det blev")  # type: ignore[union-attr]
    [file.write_bytes(b"halv") for file in tmp_path.glob("*.base")]
    assert drafts.get("text:lsg").base is None  # type: ignore[union-attr]
    assert drafts.get("text:lsg").data == {"body": "ö"}  # type: ignore[union-attr]
    drafts.drop("text:lsg")
    assert list(tmp_path.iterdir()) == []


def test_a_broken_draft_is_passed_over(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("a", {"x": 1})
    for content in ("", "{", "[]", '{"key": 1}'):
        (tmp_path / "broken.json").write_text(content)
        assert [draft.key for draft in drafts.all()] == ["a"]


def test_keys_never_become_paths(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "d")
    drafts.keep("../../etc/x\0y", {"x": 1})
    drafts.keep("edit:l\udce4n", {"x": "\udce4"})  # a file's name that is no UTF-8
    assert drafts.get("edit:l\udce4n").data == {"x": "\udce4"}  # type: ignore[union-attr]
    assert {file.parent for file in tmp_path.rglob("*.json")} == {tmp_path / "d"}
