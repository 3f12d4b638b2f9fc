"""Files and names that nobody should put into an archive, one of every kind, to be put there by tests.

``python -m tests.faults.hostile_files ARCHIVE`` writes them below ``records/`` of an archive. Most are a few
bytes; the large ones are made when they are written, and the very large one only on demand.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent.parent
FOLDER: Final = b"records/fientligt/"
MEGABYTE: Final = 1024 * 1024
CANARY: Final = "KANARIEFAGEL-7f3a"
"""Stands in a file outside the archive that links point to; it must never be seen."""

UNREADABLE: Final = frozenset(("T102", "T103", "T104", "T108", "T109", "T122"))


@dataclass(frozen=True)
class Hostile:
    """One thing to put into an archive.

    Attributes:
        path: Where, relative to the archive; ``CANARY`` paths of links stand in *content*.
        content: The bytes, or where a link points.
        about: What is odd about it.
        codes: Problems that a check must name for it.
        kind: ``file``, ``symlink``, ``fifo``, ``directory``, ``locked`` (may not be read), ``sparse`` (so many
            bytes that take no room) or ``endless`` (below folders whose path is longer than the system takes).
    """

    path: bytes
    content: bytes
    about: str
    codes: tuple[str, ...] = ()
    kind: str = "file"

    @property
    def name(self) -> str:
        """The path as the program knows it."""
        return os.fsdecode(self.path)


Row = tuple[str, bytes, tuple[str, ...]]


def decision(*lines: bytes, title: bytes = b"Ett beslut", body: bytes = b"Text.\n") -> bytes:
    """A decision that can be read, with more lines of front matter."""
    fixed = [b"type: decision", b"body: lsg", b"date: 2024-09-20", b"outcome: established"]
    named = [b"title: " + title] if title else []
    return b"---\n" + b"".join(line + b"\n" for line in [*fixed, *named, *lines]) + b"---\n" + body


def meeting(body: bytes, items: int = 60) -> bytes:
    """A meeting that can be read, with so many items and these minutes."""
    fixed = [b"type: meeting", b"body: lsg", b"date: 2024-09-20", b"status: drafted", b"items:"]
    rows = [b"  - {key: k%d, number: %d, title: Punkt %d}" % (n, n, n) for n in range(items)]
    return b"---\n" + b"\n".join([*fixed, *rows]) + b"\n---\n" + body


def hostile_files() -> list[Hostile]:
    """Everything, in a fixed order."""
    found = [*_files("fm", _front_matter()), *_files("yaml", _yaml()), *_files("byte", _bytes())]
    found += [*_files("text", _texts()), *_files("mark", _markup()), *_files("link", _references())]
    return [*found, *_wrong_types(), *_names(), *_no_files()]


def _files(group: str, rows: list[Row]) -> Iterator[Hostile]:
    for about, content, codes in rows:
        yield Hostile(FOLDER + f"{group}-{about.replace(' ', '-')}.md".encode(), content, about, codes)


def _front_matter() -> list[Row]:
    """Front matter that is not there, not whole, or something else."""
    whole = decision()
    return [
        ("absent", b"Bara text.\n", ("T102",)),
        ("empty", b"---\n---\nText.\n", ("T102",)),
        ("only a comment", b"---\n# inget\n---\nText.\n", ("T102",)),
        ("unclosed", b"---\ntype: decision\ntitle: x\n\nText.\n", ("T102",)),
        ("fence only", b"---", ("T102",)),
        ("a list", b"---\n- type: decision\n---\n", ("T102",)),
        ("a text", b"---\nhej\n---\n", ("T102",)),
        ("brackets", b"---\n[type, decision]\n---\n", ("T102",)),
        ("duplicate keys", decision(b"title: Ett annat"), ("T103",)),
        ("duplicate keys quoted", decision(b'"title": Ett annat'), ("T103",)),
        ("duplicate keys deep", decision(b"cost: {amount: 1, amount: 2}"), ("T103",)),
        ("tab as indent", decision(b"conditions:\n\t- a"), ("T102",)),
        ("tab before a name", decision(b"\tnote: a"), ("T102",)),
        ("colon in a text", decision(title=b"Beslut: ja: nej"), ("T102",)),
        ("quote not closed", decision(title=b'"Beslut'), ("T102",)),
        ("bad escape", decision(title=b'"a\\qb"'), ("T102",)),
        ("at sign", decision(title=b"@anna"), ("T102",)),
        ("indent that jumps", decision(b"cost:\n    amount: 1\n  year: 2"), ("T102",)),
        ("toml", b"+++\ntype = 'decision'\n+++\n", ("T102",)),
        ("json", b'{"type": "decision"}\n', ("T102",)),
        ("fence in the body", decision(body=b"Text.\n\n---\n\ntype: case\n\n---\n"), ()),
        ("fence in a block text", decision(b"note: |\n  ---\n  a\n  ..."), ()),
        ("dots as closing fence", whole.replace(b"---\nText", b"...\nText"), ()),
        ("fences with trailing space", whole.replace(b"---", b"---  \t"), ()),
        ("text before", b"Hej\n" + whole, ("T102",)),
        ("blank line before", b"\n" + whole, ("T102",)),
        ("four hyphens", whole.replace(b"---", b"----"), ("T102",)),
        ("directive", whole.replace(b"---\n", b"---\n%YAML 1.1\n", 1), ("T102",)),
        ("unknown type", whole.replace(b"type: decision", b"type: hexameter"), ("T105",)),
        ("type a list", whole.replace(b"type: decision", b"type: [decision, case]"), ("T105",)),
        ("no type", whole.replace(b"type: decision\n", b""), ("T105",)),
        ("empty type", whole.replace(b"type: decision", b"type:"), ("T105",)),
        ("type a path", whole.replace(b"type: decision", b"type: ../../etc/passwd"), ("T105",)),
        ("unknown keys", decision(b"titel: x", b"__proto__: y", b"constructor: z"), ("T107",)),
        ("names of the reader", decision(b"content: a", b"handler: b", b"metadata: c", b"2024: d"), ("T107",)),
        ("conflict marks", decision(b"<<<<<<< HEAD", b"note: a", b"=======", b"note: b", b">>>>>>> x"), ("T122",)),
        ("conflict marks in the body", decision(body=b"<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n"), ("T122",)),
    ]  # fmt: skip


def _yaml() -> list[Row]:
    """What YAML makes of texts, and what YAML can be made to do."""
    laughs = [b"a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    laughs += [b"a%d: &a%d [%s]" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 10)]
    merges = [b"m0: &m0 {k: v}"] + [
        b"m%d: &m%d {<<: [*m%d, *m%d]}" % (n, n, n - 1, n - 1) for n in range(1, 400)
    ]
    return [
        ("traps", decision(b"note: no", b"until_text: 010", b"item: 12:30", title=b"no"), ()),
        ("null and true", decision(b"note: ~", b"item: true", title=b"null"), ()),
        ("hex and octal", decision(b"note: 0x1F", b"item: 0o17", title=b"1_000"), ()),
        ("huge number", decision(b"cost: {total: " + b"9" * 5000 + b"}"), ("T101",)),
        ("infinity", decision(b"cost: {total: .inf}"), ("T101",)),
        ("no such day", decision(b"until: 2024-02-30"), ("T101",)),
        ("year zero", decision(b"until: 0000-00-00"), ("T101",)),
        ("aliases by the billion", decision(*laughs), ("T108",)),
        ("alias to itself", decision(b"note: &a [*a]"), ("T108",)),
        ("aliases by the thousand", decision(b"note: &a " + b"x" * 9000, b"see_also: [" + b"*a," * 8000 + b"]"), ("T108",)),
        ("merge keys", decision(*merges), ("T108",)),
        ("anchor without alias", decision(b"note: &a hej"), ("T108",)),
        ("python object", decision(b'note: !!python/object/apply:os.system ["touch intrang"]'), ("T108",)),
        ("binary tag", decision(b"note: !!binary aGVq"), ("T108",)),
        ("own tag", decision(b"note: !include /etc/passwd"), ("T108",)),
        ("brackets 10000 deep", decision(b"note: " + b"[" * 10_000), ("T109",)),
        ("brackets 10000 deep and closed", decision(b"note: " + b"[" * 10_000 + b"]" * 10_000), ("T109",)),
        ("braces 10000 deep", decision(b"note: " + b"{a: " * 10_000), ("T109",)),
        ("dashes 10000 deep", decision(b"note:\n  " + b"- " * 10_000 + b"a"), ("T109",)),
        ("question marks 10000 deep", decision(b"? " * 10_000 + b"a"), ("T102",)),
        ("indents 250 deep", decision(b"note:", *(b" " * n + b"a:" for n in range(1, 250))), ("T109",)),
        ("6000 keys", decision(*(b"k%d: v" % n for n in range(6000))), ("T109",)),
        ("6000 values", decision(b"see_also: [" + b"a, " * 6000 + b"]"), ("T109",)),
        ("65 kilobytes", decision(b"note: " + b"x" * 65 * 1024), ("T109",)),
        ("a key that is a list", decision(b"[a, b]: c"), ("T102",)),
        ("a key that is a mapping", decision(b"{a: b}: c"), ("T102",)),
        ("an empty key", decision(b": c"), ("T102",)),
        ("two documents", b"---\ntype: decision\n--- \ntitle: x\n---\n", ("T106",)),
        ("keys with signs", decision(b'"[/]": a', b'"a.b": c', b'"a\\u001b[2J": d', b"'{x}': e"), ("T107",)),
        ("a key with a line break", decision(b'"a\\nfel[T999] records/x.md:1:1": lura'), ("T107",)),
        ("60 kilobytes of escapes", decision(title=b'"' + b"\\u00e5" * 10_000 + b'"'), ("T101",)),
        ("60 kilobytes of blank lines", decision(b"note: |\n" + b"\n" * 60_000 + b"  a"), ()),
    ]  # fmt: skip


def _bytes() -> list[Row]:
    """Bytes that are no text, or not the text one expects."""
    whole = decision(title="Åtgärd".encode())
    return [
        ("nothing", b"", ("T102",)),
        ("mark only", b"\xef\xbb\xbf", ("T102",)),
        ("line ends only", b"\n" * 100, ("T102",)),
        ("nul in front", decision(title=b"a\0b"), ("T104",)),
        ("nul in body", decision(body=b"a\0b\n"), ()),
        ("nul only", b"\0" * 512, ("T104",)),
        ("latin 1 in front", decision(title="Åtgärd".encode("latin-1")), ("T104",)),
        ("latin 1 in body", decision(body="Åtgärd\n".encode("latin-1")), ("T104",)),
        ("utf-16 little", b"\xff\xfe" + whole.decode().encode("utf-16-le"), ("T104",)),
        ("utf-16 big", b"\xfe\xff" + whole.decode().encode("utf-16-be"), ("T104",)),
        ("utf-16 unmarked", whole.decode().encode("utf-16-le"), ("T104",)),
        ("utf-32", whole.decode().encode("utf-32"), ("T104",)),
        ("byte order mark", b"\xef\xbb\xbf" + whole, ()),
        ("byte order mark twice", b"\xef\xbb\xbf" * 2 + whole, ("T102",)),
        ("crlf", whole.replace(b"\n", b"\r\n"), ()),
        ("crlf and mark", b"\xef\xbb\xbf" + whole.replace(b"\n", b"\r\n"), ()),
        ("mixed line ends", whole.replace(b"\n", b"\r\n", 3), ()),
        ("cr only", whole.replace(b"\n", b"\r"), ("T102",)),
        ("half a pair in bytes", decision(title=b"\xed\xa0\x80"), ("T104",)),
        ("half a pair in body", decision(body=b"\xed\xa0\x80\n"), ("T104",)),
        ("half a pair escaped", decision(title=b'"a\\ud800b"'), ("T102",)),
        ("overlong", decision(title=b"\xc0\xaf"), ("T104",)),
        ("cut in a letter", decision(body=b"slut \xc3"), ("T104",)),
        ("noncharacter", decision(title="a\ufffeb".encode()), ("T104",)),
        ("binary", bytes(range(256)) * 64, ("T104",)),
        ("all bytes in body", decision(body=bytes(range(256)) * 64), ("T104",)),
        ("gzip", b"\x1f\x8b\x08\x00" + b"\x00\xff" * 500, ("T104",)),
    ]


def _texts() -> list[Row]:
    """Texts that steer terminals, hide, or are long."""
    steer = "\x1b[2J\x1b]0;titel\x07\x1b]52;c;aGVq\x07\x1bP0;1|17/17\x1b\\\x1b[6n\x9b2J\x7f\b\r\v\f\x0e"
    hide = "\u202e\u2066\u200b\u2060\u2028\u2029\ufeff\U000e0041\u061c\u180e\ufff9\u00ad"
    escaped = b'"' + json.dumps(steer)[1:-1].encode() + b'"'
    marks = "e" + "\u0301" * 5000
    return [
        ("steering raw", decision(title=steer.encode()), ("T104",)),
        ("steering escaped", decision(b"note: " + escaped, b"item: " + escaped, title=escaped), ()),
        ("steering short escapes", decision(title=b'"\\e]52;c;aGVq\\a\\x9b2J\\0\\b\\N\\L\\P"'), ()),
        ("steering in body", decision(body=f"{steer}\n# {steer}\n- [{steer}]({steer})\n".encode()), ()),
        ("hiding", decision(title=f"a{hide.replace(chr(0xFEFF), '')}b".encode(), body=f"{hide}\n".encode()), ("T102",)),
        ("hiding escaped", decision(title=f'"a{json.dumps(hide)[1:-1]}b"'.encode()), ("T102",)),
        ("5000 accents", decision(title=marks.encode(), body=marks.encode()), ("T101",)),
        ("spoofed problem", decision(title=b'"a\\nfel[T999] records/x.md:1:1  lura"', body=b"x\n"), ()),
        ("tabs in a title", decision(title=b'"a\\tb\\tc"'), ()),
        ("one line of a megabyte", decision(body=b"x" * MEGABYTE), ()),
        ("a megabyte of links", decision(body=b"[[x]] " * (MEGABYTE // 6)), ()),
        ("a megabyte of brackets", decision(body=b"[" * MEGABYTE), ()),
        ("a megabyte of link heads", decision(body=b"](" * (MEGABYTE // 2)), ()),
        ("a megabyte of half links", decision(body=b"[a](b " * (MEGABYTE // 6)), ()),
        ("a megabyte of backticks", decision(body=b"`" * MEGABYTE), ()),
        ("a megabyte of growing backticks", decision(body=b" ".join(b"`" * n for n in range(1400))), ()),
        ("a megabyte of quotes", decision(body=b"> " * (MEGABYTE // 2)), ()),
        ("a megabyte of stars", decision(body=b"*a " * (MEGABYTE // 3)), ()),
        ("a megabyte of headings", decision(body=b"## a\n" * (MEGABYTE // 5)), ()),
        ("a megabyte of headings in minutes", meeting(b"## 7 a\n" * (MEGABYTE // 7)), ()),
        ("a heading with a megabyte of spaces", meeting(b"## a" + b" " * MEGABYTE + b"x"), ()),
        ("a heading with a megabyte of signs", meeting(b"## a " + b"# " * (MEGABYTE // 2) + b"x"), ()),
        ("a heading with a megabyte of hashes", meeting(b"## a " + b"#" * MEGABYTE + b"x"), ()),
        ("a heading with a megabyte of numbers", meeting(b"## " + b"1" * MEGABYTE), ()),
        ("long addresses without end", decision(body=(b"](" + b"a" * 1400) * 700), ()),
        ("long definitions without end", decision(body=(b"[" + b"a" * 290 + b"\n") * 3000), ()),
        ("long names without end", decision(body=(b"[[a#" + b"b" * 110 + b"|" + b"c" * 990) * 900), ()),
        ("a megabyte of open fences", decision(body=b"".join(b"`" * n + b"a\n" for n in range(1400, 2, -1))), ()),
        ("a megabyte of indents", decision(body=b" " * MEGABYTE + b"x\n" + b"\t" * MEGABYTE), ()),
        ("5000 digits", decision(b"item: " + b"7" * 5000, title=b"9" * 5000), ("T101",)),
        ("digits of other scripts", decision(title="\u0663\u00b2\u2460\u4e09\u1d7d9 §".encode(), body="\u00b2\n".encode()), ()),
        ("a megabyte of empty lines", decision(body=b"\n" * MEGABYTE), ()),
        ("a megabyte of spaces", decision(body=b"#" + b" " * MEGABYTE + b"x"), ()),
        ("a megabyte in front", decision(title=b"x" * MEGABYTE), ("T109",)),
    ]  # fmt: skip


def _markup() -> list[Row]:
    """Text that looks like the markup of the screen, of Markdown, of a shell, of a database."""
    words = ["[/]", "[bold", "[bold]fet[/bold]", "[Bildspel](#)", "[@click=app.quit]sluta[/]", "{field}", "%s%n",
             "$(touch intrang)", "`touch intrang`", "'; drop table file; --", "<script>alert(1)</script>", "\\", ":smile:"]  # fmt: skip
    return [
        (
            f"markup {at}",
            decision(title=json.dumps(word).encode(), body=f"# {word}\n\n- {word}\n".encode()),
            (),
        )
        for at, word in enumerate(words)
    ]


def _references() -> list[Row]:
    """Ids and links that point out of the archive, or to nothing that can be an id."""
    return [
        ("up and out", decision(b"case: ../../../../kanarie", b"see_also: [../../kanarie.md, /etc/passwd]"), ("T101",)),
        ("out of the text", decision(body=b"[[../../../kanarie]] [x](../../../kanarie.md) [y](/etc/passwd.md)\n"), ("T110",)),
        ("to itself", decision(b"supersedes: [link-to-itself]", body=b"[[link-to-itself]]\n"), ("T114",)),
        ("steering", decision(body="[[\x1b[2J]] [[a\u202eb|c]]\n".encode()), ("T110",)),
        ("to an option", decision(b"case: --help", body=b"[[--output=intrang]]\n"), ("T101", "T110")),
        ("five hundred broken", decision(body=b"".join(b"[[finns-inte-%d]]\n" % n for n in range(500))), ("T110",)),
    ]  # fmt: skip


def _wrong_types() -> Iterator[Hostile]:
    """Every field of every type with a text, a list, a mapping and lists of both where none belongs."""
    values = {
        "text": b'"[/]\\e[2J"',
        "list": b"[[a], [b, [c]]]",
        "mapping": b"{x: {y: z}}",
        "mappings": b"[{x: y}, {key: [a]}, {}, []]",
    }
    for file in sorted((ROOT / "schemas").glob("*.schema.json")):
        schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        names = [name for name in schema.get("properties", {}) if name != "type"]
        kind = file.name.removesuffix(".schema.json")
        for about, value in values.items() if names else ():
            lines = [b"type: " + kind.encode(), *(name.encode() + b": " + value for name in names)]
            content = b"---\n" + b"\n".join(lines) + b"\n---\nText.\n"
            path = FOLDER + f"form-{kind}-{about}.md".encode()
            yield Hostile(path, content, f"every field of {kind} a {about}", ("T101",))


def _names() -> Iterator[Hostile]:
    """Files whose content is in order, under names that are not."""
    rows: list[tuple[str, bytes, tuple[str, ...]]] = [
        ("space", b"ett beslut.md", ("T113",)),
        ("line break", b"rad\nfel[T999] records-x.md:1:1 lura.md", ("T113",)),
        ("line break and return", b"rad\r\nbrott.md", ("T113",)),
        ("tab", b"tab\ttab.md", ("T113",)),
        ("leading hyphen", b"-rf.md", ("T113",)),
        ("an option", b"--help.md", ("T113",)),
        ("escape", b"\x1b]52;c;aGVq\x07.md", ("T113",)),
        ("bidi", "a\u202edm.md".encode(), ("T113",)),
        ("not utf-8", b"l\xe4n.md", ("T113",)),
        ("half a pair", b"\xed\xa0\x80.md", ("T113",)),
        ("composed", "möte-å.md".encode(), ("T112", "T113")),
        ("decomposed", "mo\u0308te-a\u030a.md".encode(), ("T112", "T113")),
        ("lower case", b"tvilling.md", ("T112",)),
        ("upper case", b"TVILLING.md", ("T112", "T113")),
        ("the id of a good record", b"LSG.md", ("T112", "T113")),
        ("the same id elsewhere", b"annan/tvilling.md", ("T112",)),
        ("255 bytes", b"a" * 252 + b".md", ("T113",)),
        ("255 bytes of letters", "å".encode() * 126 + b".md", ("T113",)),
        ("no name", b".md", ("T113",)),
        ("dots", b"....md", ("T113",)),
        ("a device", b"con.md", ("T113",)),
        ("a device with an ending", b"nul.2024.md", ("T113",)),
        ("a drive", b"c:beslut.md", ("T113",)),
        ("a stream", "beslut.md:ström.md".encode(), ("T113",)),
        ("signs of a shell", b"$(touch intrang);`x`&|<>*?.md", ("T113",)),
        ("a pathspec", b":(top)x.md", ("T113",)),
        ("quotes", b"\"citat'.md", ("T113",)),
        ("backslash", b"..\\..\\x.md", ("T113",)),
        ("markup", b"[bold][@click=app.quit].md", ("T113",)),
        ("percent", b"%2e%2e%2fx.md", ("T113",)),
        ("upper case ending", b"versal.MD", ("T123",)),
        ("another ending", b"blandad.Md", ("T123",)),
        ("no ending", b"utan-slut", ()),
        ("a deep folder", b"/".join([b"djup-mapp"] * 100) + b"/djup.md", ()),
        ("a folder with a line break", b"map\np/\x1b[2J/inne.md", ()),
        ("a folder of git's name", b"x/.git/gomd.md", ()),
    ]
    for about, name, codes in rows:
        yield Hostile(FOLDER + b"namn/" + name, decision(title=b"Odd name"), f"name: {about}", codes)


def _no_files() -> Iterator[Hostile]:
    """Things that are no files, or that may not be read."""
    rows: list[tuple[str, str, bytes]] = [
        ("link-ut.md", "symlink", b"../../../../utanfor/kanarie.md"),
        ("link-mapp", "symlink", b"../../../../utanfor"),
        ("link-mapp.md", "symlink", b"../../../../utanfor"),
        ("link-in.md", "symlink", b"../../archive.toml"),
        ("link-slinga-a.md", "symlink", b"link-slinga-b.md"),
        ("link-slinga-b.md", "symlink", b"link-slinga-a.md"),
        ("link-sig-sjalv.md", "symlink", b"link-sig-sjalv.md"),
        ("link-upp", "symlink", b".."),
        ("link-annan", "symlink", b"../namn"),
        ("link-intet.md", "symlink", b"finns-inte.md"),
        ("link-noll.md", "symlink", b"/dev/zero"),
        ("link-terminal.md", "symlink", b"/dev/tty"),
        ("ror.md", "fifo", b""),
        ("mapp.md", "directory", b""),
        ("last.md", "locked", decision()),
    ]
    for name, kind, content in rows:
        codes = ("T109",)
        yield Hostile(FOLDER + b"annat/" + name.encode(), content, f"no file: {name}", codes, kind)
    yield Hostile(FOLDER + b"annat/mapp.md/inne.md", decision(), "in a folder with a file's name")
    yield Hostile(
        FOLDER + b"annat/glesa.md", b"%d" % (50 * MEGABYTE), "50 megabytes of nothing", ("T109",), "sparse"
    )
    endless = FOLDER + b"annat/" + b"/".join([b"m" * 250] * 17) + b"/slut.md"
    yield Hostile(endless, decision(), "a path longer than the system takes", (), "endless")


def huge_file(size: int = 50 * MEGABYTE) -> Hostile:
    """A record of so many bytes of text."""
    content = decision(body=b"En rad till.\n" * (size // 13))
    return Hostile(FOLDER + b"enorm.md", content, "50 megabytes", ("T109",))


def write(archive: Path, rows: list[Hostile]) -> list[Hostile]:
    """Put the things into an archive; return those that this system and this user could make."""
    return [row for row in rows if _WRITERS[row.kind](archive, row)]


def _write_file(archive: Path, row: Hostile) -> bool:
    place = os.fsencode(archive) + b"/" + row.path
    os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120 - the names are bytes
    try:
        with open(place, "xb") as file:  # noqa: PTH123 - as above
            file.write(row.content)
    except (FileExistsError, OSError):  # a file system that takes no such name, or takes two for one
        return False
    return True


def _write_link(archive: Path, row: Hostile) -> bool:
    place = os.fsencode(archive) + b"/" + row.path
    os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
    os.symlink(row.content, place)  # noqa: PTH211
    return True


def _write_pipe(archive: Path, row: Hostile) -> bool:
    os.mkfifo(os.fsencode(archive) + b"/" + row.path)
    return True


def _write_folder(archive: Path, row: Hostile) -> bool:
    os.makedirs(os.fsencode(archive) + b"/" + row.path)  # noqa: PTH103
    return True


def _write_locked(archive: Path, row: Hostile) -> bool:
    if os.geteuid() == 0:  # nothing is locked for root
        return False
    return _write_file(archive, row) and (archive / row.name).chmod(0) is None


def _write_sparse(archive: Path, row: Hostile) -> bool:
    place = archive / row.name
    place.touch()
    os.truncate(place, int(row.content))
    return True


def _write_endless(archive: Path, row: Hostile) -> bool:
    *folders, name = row.path.split(b"/")
    here = os.open(archive, os.O_RDONLY | os.O_DIRECTORY)
    for folder in folders:
        if folder not in {os.fsencode(one) for one in os.listdir(here)}:  # noqa: PTH208 - no path leads here
            os.mkdir(folder, dir_fd=here)
        inner = os.open(folder, os.O_RDONLY | os.O_DIRECTORY, dir_fd=here)
        os.close(here)
        here = inner
    file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, dir_fd=here)
    os.write(file, row.content)
    os.close(file)
    os.close(here)
    return True


_WRITERS: dict[str, Callable[[Path, Hostile], bool]] = {
    "file": _write_file,
    "symlink": _write_link,
    "fifo": _write_pipe,
    "directory": _write_folder,
    "locked": _write_locked,
    "sparse": _write_sparse,
    "endless": _write_endless,
}


def main() -> None:
    """Write everything into the folder that is named on the command line."""
    parser = argparse.ArgumentParser(description="Put hostile files into an archive.")
    parser.add_argument("archive", type=Path)
    parser.add_argument("--huge", action="store_true", help="a file of 50 MB as well")
    arguments = parser.parse_args()
    rows = [*hostile_files(), *([huge_file()] if arguments.huge else [])]
    for row in write(arguments.archive, rows):
        print(f"{row.about}: {row.name!r} {' '.join(row.codes)}")  # noqa: T201 - a program for people


if __name__ == "__main__":
    main()
