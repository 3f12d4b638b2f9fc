"""Making types of record from schemas: no validator, nothing slow to start.

A schema that somebody adds to an archive may lack every annotation: what is missing gets a sane default.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tingsbok.i18n import LANGUAGES
from tingsbok.schema.files import ANNOTATION, Documents, Schema, mapping, resolved, type_name
from tingsbok.schema.types import KINDS, Column, Field, RecordType, Words

_DEEPEST: Final = 8
_FORMAT_KINDS: Final = {"date": "date", "time": "time"}
_TYPE_KINDS: Final = {"integer": "integer", "number": "number", "boolean": "boolean", "object": "object"}
_SHORT_KINDS: Final = ("text", "date", "time", "choice", "boolean", "integer", "number", "link")


class Types(Mapping[str, RecordType]):
    """The types by name, each made when it is first asked for: most commands need one or two.

    A document without properties holds only definitions and is no type.
    """

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._made: dict[str, RecordType] = {}
        self._files = {type_name(file, one): file for file, one in documents.items() if "properties" in one}

    def __getitem__(self, name: str) -> RecordType:
        if name not in self._made:
            file_name = self._files[name]
            self._made.setdefault(name, _record_type(file_name, self._documents[file_name], self._documents))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def has_items(self, name: str) -> bool:
        """Whether records of the type have items; the type need not be made for it."""
        return bool(_text(mapping(self._documents[self._files[name]].get(ANNOTATION)).get("items")))

    def nouns(self) -> dict[str, str]:
        """Every word that a person may use for a type, in lower case, with the type's name."""
        words: dict[str, str] = {name.casefold(): name for name in self._files}
        for name, file_name in self._files.items():
            document = self._documents[file_name]
            notes = mapping(document.get(ANNOTATION))
            titles = (*_words(document, "title").values(), *_words({ANNOTATION: notes}, "plural").values())
            for noun in (*titles, *_texts(notes.get("aliases"))):
                words.setdefault(noun.casefold(), name)
        return words


def _texts(value: Any) -> tuple[str, ...]:
    """A list of texts out of one text or many; anything else is left out."""
    many = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(one for one in many if isinstance(one, str) and one)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _words(schema: Schema, key: str) -> Words:
    """The texts of *key* by language: the schema's own is English unless an annotation says otherwise."""
    words: dict[str, str] = {}
    own, notes = schema.get(key), schema.get(ANNOTATION)
    if isinstance(own, str) and own:
        words["en"] = own
    if isinstance(notes, dict):
        for language in LANGUAGES:
            text = mapping(notes.get(language)).get(key)
            if isinstance(text, str) and text:
                words[language] = text
    return words


def _by_language(value: Any) -> Words:
    texts = {language: _text(mapping(value).get(language)) for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text}


def _record_type(file_name: str, document: Schema, documents: Documents) -> RecordType:
    notes = mapping(document.get(ANNOTATION))
    fields = tuple(_fields(document, file_name, documents))
    titles = _words(document, "title")
    return RecordType(
        name=type_name(file_name, document),
        titles=titles or {"en": type_name(file_name, document).capitalize()},
        plurals=_words({ANNOTATION: notes}, "plural"),
        descriptions=_words(document, "description"),
        aliases=_texts(notes.get("aliases")),
        fields=fields,
        open=_is_open(document),
        clauses=_by_language(notes.get("clause")),
        body_helps=_by_language(notes.get("body")),
        source=file_name,
        **_layout(type_name(file_name, document), notes, fields),
    )


def _layout(name: str, notes: Schema, fields: Sequence[Field]) -> dict[str, Any]:
    """Specs and templates: the annotations', or what a reader would expect of these fields."""
    by_name = {one.name: one for one in fields}
    label = _text(notes.get("label")) or _first_of(("title", "name"), by_name) or _first_kind("text", fields)
    day = notes.get("date", _first_of(("date",), by_name) or _first_kind("date", fields))
    own = {
        "label": label,
        "short": "",
        "date": _text(day),
        "body_field": "body" if "body" in by_name and by_name["body"].kind == "link" else "",
        "status": "status" if "status" in by_name and by_name["status"].kind == "choice" else "",
        "sort": f"-{day}" if day else label,
        "id": f"{{{label}}}" if label and "{" not in label else "",
        "id_else": "",
        "path": f"records/{name}/{{id}}.md",
        "path_else": "",
        "items": "",
        "parent": "",
    }
    chosen = {key: _text(notes.get(key)) or value for key, value in own.items()}
    return {
        {"id": "id_template", "path": "path_template"}.get(key, key): value for key, value in chosen.items()
    } | {"columns": _columns(notes, fields), "facets": _facets(notes, fields)}


def _first_of(names: Sequence[str], by_name: Mapping[str, Field]) -> str:
    return next((name for name in names if name in by_name), "")


def _first_kind(kind: str, fields: Sequence[Field]) -> str:
    return next((one.name for one in fields if one.kind == kind and not one.constant), "")


def _facets(notes: Schema, fields: Sequence[Field]) -> tuple[str, ...]:
    if "facets" in notes:
        return _texts(notes["facets"])
    return tuple(one.name for one in fields if one.kind == "choice")[:3]


def _columns(notes: Schema, fields: Sequence[Field]) -> tuple[Column, ...]:
    described = notes.get("columns")
    if isinstance(described, list):
        wanted = ({"field": one} if isinstance(one, str) else mapping(one) for one in described)
        return tuple(_column(one, fields) for one in wanted if _text(one.get("field")))
    scalars = [one for one in fields if one.kind in _SHORT_KINDS and not one.constant][:3]
    return tuple(Column(one.name, titles=one.titles) for one in scalars)


def _column(described: Schema, fields: Sequence[Field]) -> Column:
    spec, width = described["field"], described.get("width")
    first = spec.partition("|")[0].partition(".")[0]
    titles = next((one.titles for one in fields if one.name == first), {})
    fits = isinstance(width, int) and 0 < width < 1000  # noqa: PLR2004 - no terminal is wider
    own = _by_language(described)
    return Column(spec, width if fits else None, _text(described.get("show")), own or titles)


def _fields(schema: Schema, file_name: str, documents: Documents, depth: int = 0) -> Iterator[Field]:
    properties, required = schema.get("properties"), schema.get("required")
    if not isinstance(properties, dict) or depth > _DEEPEST:
        return
    for name, part in properties.items():
        must = isinstance(required, list) and name in required
        yield _field(name, part, file_name, documents, depth, required=must)


def _field(
    name: str, part: Any, file_name: str, documents: Documents, depth: int, *, required: bool = False
) -> Field:
    schema, file_name = resolved(part, file_name, documents)
    notes, kind, item = schema[ANNOTATION], _kind(schema), None
    if kind == "list" and depth <= _DEEPEST:
        item = _field(name, _element(schema), file_name, documents, depth + 1)
        kind = "objects" if item.kind == "object" else "list"
    labels = mapping(notes.get("labels"))
    return Field(
        name=name,
        kind=kind,
        titles=_words(schema, "title") or {"en": name.replace("_", " ").capitalize()},
        descriptions=_words(schema, "description"),
        required=required,
        choices=_choices(schema),
        labels={value: _by_language(words) for value, words in labels.items()} if labels else {},
        item=item,
        fields=item.fields if item else tuple(_fields(schema, file_name, documents, depth + 1)),
        flow=notes["flow"] is True if "flow" in notes else kind == "list",
        constant=_text(schema.get("const")),
        default=_text(schema.get("default")),
        open=item.open if item else _is_open(schema),
        **_target_of(schema, kind, item),
    )


def _target_of(schema: Schema, kind: str, item: Field | None) -> dict[str, Any]:
    """What a link may point at; a list of links says it too, so that forms need not look inside."""
    if item:
        return {"link_types": item.link_types, "or_date": item.or_date, "to_item": item.to_item}
    if kind != "link":
        return {}
    notes = schema[ANNOTATION]
    return {
        "link_types": _texts(notes.get("link")) or ("*",),
        "or_date": notes.get("or_date") is True,
        "to_item": "#" in _text(schema.get("pattern")),
    }


def _is_open(schema: Schema) -> bool:
    """Whether the schema itself speaks of keys that it does not name."""
    return bool(schema.get("additionalProperties")) or "patternProperties" in schema


def _element(schema: Schema) -> Any:
    """The schema of a list's elements; a link target noted on the list is meant for them."""
    element, target = schema.get("items", {}), schema[ANNOTATION].get("link")
    if not target or not isinstance(element, dict):
        return element
    return {**element, ANNOTATION: {"link": target, **mapping(element.get(ANNOTATION))}}


def _choices(schema: Schema) -> tuple[str, ...]:
    allowed = schema.get("enum")
    known = allowed if isinstance(allowed, list) else []
    return tuple(str(one) for one in known if isinstance(one, (str, int)))


def _first_type(schema: Schema) -> str:
    """The type of the first of several forms that a value may have."""
    for key in ("allOf", "anyOf", "oneOf"):
        forms = schema.get(key)
        for form in forms if isinstance(forms, list) else []:
            if types := _texts(mapping(form).get("type")):
                return types[0]
    return "string"


def _kind(schema: Schema) -> str:
    noted = schema[ANNOTATION].get("kind")
    if noted in KINDS:
        return str(noted)
    if schema[ANNOTATION].get("link"):
        return "link" if "items" not in schema else "list"
    if isinstance(schema.get("enum"), list):
        return "choice"
    types = _texts(schema.get("type")) or ("object" if "properties" in schema else _first_type(schema),)
    first = next((one for one in types if one != "null"), "string")
    if first == "array" or "items" in schema:
        return "list"
    return _TYPE_KINDS.get(first) or _FORMAT_KINDS.get(_text(schema.get("format")), "text")
