"""Checking a record's front matter against its schema, and saying what is wrong in our own words.

The text of each field is given its type by the schema, ``jsonschema`` judges the typed tree, and each of its
findings becomes a problem with a place in the file and a remedy. Its own messages are never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from tingsbok.frontmatter import FieldPath, Value
from tingsbok.i18n import t
from tingsbok.places import places_in
from tingsbok.problems import Problem, Severity
from tingsbok.record import Record, is_number
from tingsbok.schema import patterns, quick
from tingsbok.schema.files import Documents, schema_problem
from tingsbok.schema.load import Types
from tingsbok.schema.types import Field, RecordType, truth
from tingsbok.schema.words import Finding, forbidden, missing, no_type, not_a_day, unfit, unknown

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_INTEGER = re.compile(r"[+-]?[0-9]{1,15}\Z")
_NOTES: Final = frozenset(
    ("title", "description", "x-tingsbok", "$schema", "$id", "$comment", "examples", "default")
)
_CLOSING: Final = frozenset(("additionalProperties", "unevaluatedProperties"))
EVERY_RECORD: Final = frozenset(("type", "aliases", "accepted"))
"""What the format gives every record, whether its schema speaks of it or not."""
_VERBATIM: Final = frozenset(("const", "enum", "required", "dependentRequired"))
_BY_NAME: Final = frozenset(("properties", "$defs", "patternProperties", "dependentSchemas"))


class Checker:
    """Checks records of every type of an archive; a validator is built when the first of a type comes.

    Args:
        documents: JSON Schemas by file name.
        types: The types made of them.
    """

    def __init__(self, documents: Documents, types: Mapping[str, RecordType]) -> None:
        self._documents = documents
        self._types = types
        self._validators: dict[str, Any] = {}
        self._broken: dict[str, Problem] = {}
        self._quick: dict[str, quick.Fits | None] = {}

    def problems(self, record: Record) -> list[Problem]:
        """All that is wrong in the record's front matter, in file order."""
        record_type = self._types[record.type]
        reading = _Reading()
        tree = reading.mapping(
            record.fields, Field("", "object", fields=record_type.fields, open=record_type.open)
        )
        found = {finding.path: finding for finding in reading.findings}
        for finding in () if self._fits(tree, record_type) else self._judged(tree, record_type):
            if finding.path not in found or found[finding.path].is_advice:
                found[finding.path] = finding
        findings = list(found.values())
        return sorted(_placed(findings, record), key=lambda one: (one.line, one.column)) if findings else []

    def schema_problems(self) -> list[Problem]:
        """What is wrong with the schemas themselves."""
        for record_type in self._types.values():
            self._validator(record_type)
        return list(self._broken.values())

    def _fits(self, tree: dict[str, Any], record_type: RecordType) -> bool:
        """Whether nothing is wrong for certain, so that the dear validator need not be asked."""
        if record_type.name not in self._quick:
            self._quick[record_type.name] = self._compiled(record_type)
        fits = self._quick[record_type.name]
        return fits is not None and fits(tree)

    def _compiled(self, record_type: RecordType) -> quick.Fits | None:
        try:
            schema = _Plain(self._documents, record_type.source).whole(self._documents[record_type.source])
        except RecursionError:  # the other judge says so
            return None
        return quick.compiled(schema)

    def _judged(self, tree: dict[str, Any], record_type: RecordType) -> Iterator[Finding]:
        from referencing.exceptions import Unresolvable

        validator = self._validator(record_type)
        if validator is None:
            return
        try:
            for error in validator.iter_errors(tree):
                yield from _findings(error, record_type)
        except (RecursionError, Unresolvable):
            self._validators[record_type.name] = None
            self._break(record_type, t("the schema refers to itself or to something that is not there"))

    def _validator(self, record_type: RecordType) -> Any:
        if record_type.name not in self._validators:
            self._validators[record_type.name] = self._built(record_type)
        return self._validators[record_type.name]

    def _built(self, record_type: RecordType) -> Any:
        """The type's validator; ``None`` if its schema is no schema."""
        from jsonschema.exceptions import SchemaError

        document = self._documents[record_type.source]
        try:
            _validator_class().check_schema(document)
        except SchemaError as error:
            place = "/".join(str(step) for step in error.absolute_path)
            self._break(
                record_type, t('the schema breaks the rules for JSON Schema at "{place}"', place=place)
            )
            return None
        except RecursionError:
            self._break(record_type, t("the schema is nested too deeply"))
            return None
        plain = _Plain(self._documents, record_type.source)
        schema = plain.whole(document)
        if plain.refused:
            pattern = min(plain.refused)
            self._break(
                record_type, t('the pattern "{pattern}" is not used: it can take too long', pattern=pattern)
            )
        return _validator_class()(schema, registry=self._registry)

    def _break(self, record_type: RecordType, why: str) -> None:
        self._broken.setdefault(record_type.source, schema_problem(record_type.source, why))

    @cached_property
    def _registry(self) -> Any:
        """Every schema by its file name; what is not there is looked for nowhere else."""
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        bare = {
            file_name: {key: one for key, one in document.items() if key != "$id"}
            for file_name, document in self._documents.items()
        }
        named = ((file_name, DRAFT202012.create_resource(document)) for file_name, document in bare.items())
        return Registry().with_resources(named)


@cache
def _validator_class() -> Any:
    """``jsonschema``'s validator with patterns that cannot run away."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    def pattern(_: Any, form: str, instance: Any, __: Any) -> Iterator[ValidationError]:
        if isinstance(instance, str) and not patterns.fits(form, instance):
            yield ValidationError("pattern")

    return extend(Draft202012Validator, {"pattern": pattern})  # type: ignore[no-untyped-call]


class _Plain:
    """A schema with references put in place and notes left out: several times faster to check with."""

    def __init__(self, documents: Documents, file_name: str) -> None:
        self._documents = documents
        self._file = file_name
        self._open: list[str] = []
        self.refused: set[str] = set()

    def whole(self, document: Any) -> Any:
        """A copy of a type's schema, which takes what any record may have, also if it takes nothing else."""
        made = self.schema(document)
        if "properties" in made and not _CLOSING.isdisjoint(made):
            made["properties"] = {**{name: {} for name in EVERY_RECORD}, **made["properties"]}
        return made

    def schema(self, value: Any) -> Any:
        """A copy of a schema, or of anything within one."""
        if isinstance(value, list):
            return [self.schema(one) for one in value]
        if not isinstance(value, dict):
            return value
        made = {key: self._part(key, one) for key, one in value.items() if key not in _NOTES}
        reference = made.pop("$ref", None)
        if isinstance(made.get("enum"), list):
            # The tree holds text for everything with choices, whatever JSON type they have in the schema.
            made["enum"] = [str(one) for one in made["enum"]]
            made.pop("type", None)
        if isinstance(made.get("pattern"), str) and patterns.compiled(made["pattern"]) is None:
            self.refused.add(made.pop("pattern"))
        return self._joined(reference, made) if isinstance(reference, str) else made

    def _part(self, key: str, value: Any) -> Any:
        if key in _VERBATIM or key == "$ref":
            return value
        if key in _BY_NAME and isinstance(value, dict):
            usable = {
                name: one for name, one in value.items() if key != "patternProperties" or self._usable(name)
            }
            return {name: self.schema(one) for name, one in usable.items()}
        return self.schema(value)

    def _usable(self, pattern: str) -> bool:
        if patterns.compiled(pattern) is not None:
            return True
        self.refused.add(pattern)
        return False

    def _joined(self, reference: str, beside: dict[str, Any]) -> dict[str, Any]:
        """The schema referred to with what stands beside the reference; a circle stays a reference."""
        where, _, pointer = reference.partition("#")
        name = where.rpartition("/")[2] or self._file
        whole = f"{name}#{pointer}"
        target = _pointed(self._documents.get(name), pointer)
        if whole in self._open or not isinstance(target, dict):
            return {**beside, "$ref": whole}
        outer, self._file = self._file, name
        self._open.append(whole)
        found = self.schema(target)
        self._open.pop()
        self._file = outer
        return {**found, **beside} if not found.keys() & beside.keys() else {**beside, "allOf": [found]}


def _pointed(document: Any, pointer: str) -> Any:
    for step in filter(None, pointer.split("/")):
        document = (
            document.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(document, dict) else None
        )
    return document


class _Reading:
    """Gives the text of a record its types, and notes what no schema language can say."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def mapping(self, value: Mapping[str, Value], like: Field, path: FieldPath = ()) -> dict[str, Any]:
        """A mapping with typed values; an empty value counts as absent."""
        tree: dict[str, Any] = {}
        for name, one in value.items():
            field = like.child(name)
            ours = name == "type" or (not path and name in EVERY_RECORD)
            if field is None and not like.open and not ours:
                self.findings.append(unknown((*path, name), like))
            if one not in ("", [], {}):
                tree[name] = self._typed(one, field, (*path, name))
        return tree

    def _typed(self, value: Value, field: Field | None, path: FieldPath) -> Any:
        if field is None:
            return value
        if isinstance(value, dict):
            return self.mapping(value, field, path) if field.kind == "object" else value
        if isinstance(value, list):
            return [self._typed(one, field.item, (*path, number)) for number, one in enumerate(value)]
        if field.kind == "list" and field.item is not None:
            return [self._typed(value, field.item, path)]
        return self._scalar(value, field, path)

    def _scalar(self, value: str, field: Field, path: FieldPath) -> Any:
        match field.kind:
            case "integer" if _INTEGER.match(value):
                return int(value)
            case "number" if is_number(value):
                return float(value)
            case "boolean":
                said = truth(value)
                return value if said is None else said
        if finding := not_a_day(value, field, path):
            self.findings.append(finding)
        return value


def type_problem(record: Record, types: Types) -> Problem | None:
    """What is wrong with the record's type; ``None`` if it is known, or the file could not be read at all."""
    if record.type in types or not record.fields:
        return None
    meant = types.nouns().get(record.type.strip().casefold(), "")
    return next(_placed([no_type(record.type, types, meant)], record))


def _findings(error: ValidationError, record_type: RecordType) -> Iterator[Finding]:
    """What one finding of the validator means for people; one for each field that is missing."""
    path: FieldPath = tuple(error.absolute_path)
    tree = error.instance if isinstance(error.instance, dict) else {}
    if error.validator == "required" and isinstance(error.validator_value, list):
        for name in error.validator_value:
            if name != "type" and name not in tree:
                yield missing((*path, name), record_type)
        return
    if error.validator in _CLOSING:
        allowed = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        refused = [name for name in tree if name not in allowed and name not in EVERY_RECORD]
        for name in refused:
            yield forbidden((*path, name), record_type)
        if refused:
            return
    yield unfit(path, str(error.validator), error.validator_value, error.instance, record_type)


def _placed(findings: list[Finding], record: Record) -> Iterator[Problem]:
    place = places_in(record)
    for one in findings:
        line, column = place(one.path)
        yield Problem(
            code=one.code,
            severity=Severity.ADVICE if one.is_advice else Severity.ERROR,
            path=record.path,
            message=one.message,
            line=line,
            column=column,
            field=".".join(str(step) for step in one.path),
            remedy=one.remedy,
        )
