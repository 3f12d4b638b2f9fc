"""Front matter as people and other programs write it: odd but valid YAML, drawn at random."""

from __future__ import annotations

import copy
from random import Random

from hypothesis import strategies as st

from tingsbok.frontmatter import Value

NAMES = ["type", "date", "title", "body", "a", "b", "ö", "två ord", "x-1", "no", "34"]
PLAIN = [
    "x",
    "old",
    "två ord",
    "http://a.se/b?c=d",
    "a:b",
    "x#y",
    "§ 31",
    "no",
    "12:30",
    "~",
    "007",
    "2024-11-15",
    "1.5",
    "-x",
    "é 😀",
    "it's",
    'say "x"',
]
ODD_TEXTS = [
    "",
    " ",
    "\n",
    "a\nb",
    "a\n\nb\n",
    "\na",
    " a\nb",
    "a \nb",
    "a\n \nb",
    "a\n\n",
    "- a",
    "a: b",
    "a #b",
    "#a",
    "'",
    '"',
    "\\",
    "a\tb",
    "\ta",
    "[a",
    "{a}",
    "a, b",
    "?",
    "? a",
    "-",
    "---",
    "...",
    "--- a",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a",
    "|",
    ">",
    "=",
    "<<",
    "null",
    "Yes",
    "0x1F",
    "1e3",
    ".5",
    "-.inf",
    "1_000",
    "+1",
    "2024-11-15 10:00",
    "\x07",
    "\x85",
    "\u2028",
    "\ufeff",
    "\u202e",
    "\u00a0",
    "a" * 200,
    "word " * 40 + "end",
    "😀",
    "\U000e0001",
]

texts = st.one_of(
    st.sampled_from(PLAIN + ODD_TEXTS),
    st.text(st.sampled_from(list("ab åÖ01:#-'\"\\\n\t,[]{}&*!|>%@`?~.=\r")), max_size=12),
    st.text(max_size=8),
)
names = st.one_of(
    st.sampled_from(NAMES), st.text(st.sampled_from(list("abö :#-'\"{,")), min_size=1, max_size=6)
)
values: st.SearchStrategy[Value] = st.recursive(
    texts,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)),
    max_leaves=8,
)


class Scribe:
    """Writes a random front matter; what it says is for the reader to tell."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def front(self) -> str:
        if self.random.random() < 0.05:
            return self.flow_map("", 2) + "\n"
        indent = self.random.choice(["", "", "", " "])
        return self.noise(indent) + self.block_map(indent, 0) + self.noise(indent)

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def noise(self, indent: str) -> str:
        kinds = ["", "", "", "\n", f"{indent}# note: [x\n", f"{indent}# it's\n\n", "# left\n"]
        return self.random.choice(kinds)

    def comment(self) -> str:
        return self.random.choice(["", "", "", "", " # note", "   # it's: [odd", "  "])

    def names(self) -> list[str]:
        return self.random.sample(NAMES, self.random.randint(1, 4))

    def key(self, name: str) -> str:
        return self.random.choice([name, name, name, f'"{name}"', f"'{name}'"])

    def block_map(self, indent: str, depth: int) -> str:
        entries = []
        for name in self.names():
            colon = self.random.choice([":", ":", ":", " :"])
            entries.append(f"{self.key(name)}{colon}{self.value(indent, depth, keyed=True)}")
        return self.joined(indent, entries)

    def joined(self, indent: str, entries: list[str]) -> str:
        text = ""
        for position, entry in enumerate(entries):
            text += (self.noise(indent) if position else "") + indent + entry
        return text

    def block_list(self, indent: str, depth: int) -> str:
        return self.joined(
            indent, ["-" + self.value(indent, depth, keyed=False) for _ in range(self.random.randint(1, 4))]
        )

    def value(self, indent: str, depth: int, *, keyed: bool) -> str:
        """What follows a colon or a dash, to the end of its last line."""
        kind = self.random.random()
        inner = indent + " " * self.random.choice([1, 2, 2, 2, 4])
        if depth < 3 and kind < 0.2:
            return self.comment() + "\n" + self.noise(inner) + self.block_map(inner, depth + 1)
        if depth < 3 and kind < 0.35:
            at = indent if keyed and self.chance(0.4) else inner
            return self.comment() + "\n" + self.noise(at) + self.block_list(at, depth + 1)
        if depth < 3 and kind < 0.45 and not keyed:
            gap = self.random.choice([" ", " ", "   "])
            inside = indent + " " + " " * len(gap)
            block = (
                self.block_map(inside, depth + 1) if self.chance(0.7) else self.block_list(inside, depth + 1)
            )
            return gap + block.removeprefix(inside)
        if kind < 0.6:
            gap = self.random.choice([" ", " ", "  ", "\n" + inner])
            flow = self.flow_map(inner, 2) if self.chance(0.5) else self.flow_list(inner, 2)
            return gap + flow + self.comment() + "\n"
        return self.block_scalar(indent, inner)

    def block_scalar(self, indent: str, inner: str) -> str:
        kind = self.random.random()
        if kind < 0.15:
            return self.comment() + "\n"
        if kind < 0.35:
            digit = "" if self.chance(0.8) else str(len(inner) - len(indent))
            header = self.random.choice("|>") + digit + self.random.choice(["", "-", "+"])
            first = ("  " if digit and self.chance(0.5) else "") + "first: line"
            more = self.random.choice(
                ["", f"{inner}# not a comment\n", f"\n{inner}  deeper\n", f"{inner}a b\n\n\n"]
            )
            return f" {header}{self.comment()}\n{inner}{first}\n{more}"
        gap = self.random.choice([" ", " ", "   ", "\n" + inner])
        if kind < 0.45:
            lines = self.random.choice(
                [["one", "two"], ["'it''s", "so'"], ['"a\\', 'b \\" c"'], ["one", "", "two"]]
            )
            return gap + ("\n" + inner).join(lines) + self.comment() + "\n"
        return gap + self.scalar(flow=False) + self.comment() + "\n"

    def scalar(self, *, flow: bool) -> str:
        word = self.random.choice(PLAIN)
        kind = self.random.random()
        if kind < 0.15:
            return "'" + word.replace("'", "''") + "'"
        if kind < 0.3:
            return '"' + word.replace('"', '\\"') + self.random.choice(["", "\\n", "\\u00e5", "\\\\"]) + '"'
        return word

    def flow_parts(self, indent: str, parts: list[str]) -> str:
        style = self.random.random()
        if style < 0.6 or not parts:
            return self.random.choice([", ", ",", " , "]).join(parts)
        line = "\n" + indent + "  "
        commas = [self.random.choice([",", ",", ", # it's", " ,"]) for _ in parts]
        if self.chance(0.5):
            commas[-1] = ""
        return (
            line + line.join(part + comma for part, comma in zip(parts, commas, strict=True)) + "\n" + indent
        )

    def flow_inner(self, indent: str, depth: int) -> str:
        if depth < 4 and self.chance(0.2):
            return self.flow_map(indent, depth + 1) if self.chance(0.5) else self.flow_list(indent, depth + 1)
        return self.scalar(flow=True)

    def flow_list(self, indent: str, depth: int) -> str:
        parts = [self.flow_inner(indent, depth) for _ in range(self.random.randint(0, 4))]
        return "[" + self.flow_parts(indent, parts) + "]"

    def flow_map(self, indent: str, depth: int) -> str:
        parts = []
        for name in self.names():
            value = self.flow_inner(indent, depth)
            parts.append(
                self.random.choice(
                    [f"{self.key(name)}: {value}", f"{name}: {value}", f"{name}: ", name, f'"{name}":{value}']
                )
            )
        return "{" + self.flow_parts(indent, parts) + "}"


@st.composite
def edits(draw: st.DrawFn, fields: dict[str, Value], count: int) -> dict[str, Value]:
    """The fields after some random edits anywhere in them."""
    changed = copy.deepcopy(fields)
    for _ in range(count):
        spots = list(_spots(changed))
        container, step = spots[draw(st.integers(0, len(spots) - 1))]
        _edit(draw, container, step)
    return changed


def _spots(value: Value) -> list[tuple[dict[str, Value] | list[Value], str | int]]:
    found: list[tuple[dict[str, Value] | list[Value], str | int]] = []
    if isinstance(value, dict):
        found = [(value, name) for name in value]
        found += [spot for inner in value.values() for spot in _spots(inner)]
    elif isinstance(value, list):
        found = [(value, position) for position in range(len(value))]
        found += [spot for inner in value for spot in _spots(inner)]
    return found


def _edit(draw: st.DrawFn, container: dict[str, Value] | list[Value], step: str | int) -> None:
    action = draw(st.sampled_from(["text", "text", "value", "delete", "add", "add", "move"]))
    if action == "text":
        container[step] = draw(texts)  # type: ignore[index,call-overload]
    elif action == "value":
        container[step] = draw(values)  # type: ignore[index,call-overload]
    elif action == "delete" and len(container) > 1:
        del container[step]  # type: ignore[arg-type]
    elif action == "add" and isinstance(container, list):
        container.insert(int(step) + draw(st.integers(0, 1)), draw(values))
    elif action == "move" and isinstance(container, list):
        container.insert(draw(st.integers(0, len(container) - 1)), container.pop(int(step)))
    elif isinstance(container, dict):
        container[draw(names)] = draw(values)
