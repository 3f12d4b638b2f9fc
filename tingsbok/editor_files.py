"""Files of a new archive that make text editors good at records: they name programs, but start none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from tingsbok.i18n import in_language
from tingsbok.schema import Field, RecordType

EDITORCONFIG = """\
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true

[*.md]
indent_style = space
indent_size = 2
# two spaces at the end of a line are a line break in Markdown
trim_trailing_whitespace = false
"""

_LEVELS = {"error": "fel|error", "warning": "råd|advice"}
"""What Visual Studio Code calls the two levels, and the words that `tingsbok check` has for them."""

_SETTINGS = {
    "files.encoding": "utf8",
    "files.eol": "\n",
    "[markdown]": {
        # snippets of the front matter are offered while one types
        "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "off"},
        "editor.snippetSuggestions": "top",
        "editor.wordWrap": "on",
        "files.trimTrailingWhitespace": False,
    },
}


def editor_files(kinds: Iterable[tuple[RecordType, str]], language: str) -> dict[str, str]:
    """The files by path.

    Args:
        kinds: The record types, each with its template.
        language: Language of titles and descriptions.
    """
    snippets: dict[str, object] = {}
    for kind, template in kinds:
        snippets[kind.title(language)] = _snippet(kind, template, language)
        snippets.update(_choices(kind, language))
    return {
        ".editorconfig": EDITORCONFIG,
        ".vscode/extensions.json": _json({"recommendations": ["EditorConfig.EditorConfig"]}),
        ".vscode/settings.json": _json(_SETTINGS),
        ".vscode/tasks.json": _json({"version": "2.0.0", "tasks": list(_tasks(language))}),
        ".vscode/tingsbok.code-snippets": _json(snippets),
    }


def _tasks(language: str) -> Iterator[dict[str, object]]:
    t = in_language(language)
    for label, words in (
        (t("Tingsbok: check the archive"), ["check"]),
        (t("Tingsbok: check this file"), ["check", "${file}"]),
    ):
        yield {
            "label": label,
            "type": "process",
            "command": "tingsbok",
            "args": [*words, "--quiet"],
            "group": "test",
            "presentation": {"reveal": "silent"},
            "problemMatcher": [_matcher(severity, words) for severity, words in _LEVELS.items()],
        }


def _matcher(severity: str, words: str) -> dict[str, object]:
    pattern = {"regexp": rf"^(?:{words})\[(T\d+)\] (.+?):(\d+):(\d+)  (.*)$"}
    groups = {"code": 1, "file": 2, "line": 3, "column": 4, "message": 5}
    return {
        "owner": f"tingsbok-{severity}",
        "severity": severity,
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": {**pattern, **groups},
    }


def _snippet(kind: RecordType, template: str, language: str) -> dict[str, object]:
    """The template with a tab stop in each field."""
    lines, stop = [], 0
    for line in template.splitlines():
        if line.endswith(":") and not line.startswith(("<", " ")):
            stop += 1
            lines.append(f"{line} {_stop(stop, kind.field(line.removesuffix(':')))}")
        else:
            lines.append(line)
    return {
        "scope": "markdown",
        "prefix": f"tb-{kind.name}",
        "description": kind.description(language),
        "body": [*lines, "$0"],
    }


def _choices(kind: RecordType, language: str) -> Iterator[tuple[str, object]]:
    """One snippet for each field that has choices, since no editor completes front matter from a schema."""
    for field in kind.fields:
        if field.choices and field.name != "type":
            yield (
                f"{kind.title(language)}: {field.title(language)}",
                {
                    "scope": "markdown",
                    "prefix": f"tb-{kind.name}-{field.name}",
                    "description": ", ".join(
                        field.choice_label(choice, language) for choice in field.choices
                    ),
                    "body": [f"{field.name}: {_stop(1, field)}"],
                },
            )


def _stop(number: int, field: Field | None) -> str:
    return f"${{{number}|{','.join(field.choices)}|}}" if field and field.choices else f"${number}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
