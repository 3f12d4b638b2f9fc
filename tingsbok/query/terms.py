"""From ``field:value`` to a test: what the field's kind makes of the value, or why it makes nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec.structs import replace

from tingsbok.collation import fold, plain, swedish_key
from tingsbok.errors import WrongUse
from tingsbok.i18n import current, t
from tingsbok.query.dates import bare_range, limit
from tingsbok.query.fields import FieldName, FieldNames, normal
from tingsbok.query.nodes import Limit, Node, Operator, Some, Sort, Subject, Term
from tingsbok.query.tokens import Token, Value

_SUBJECTS: dict[str, str] = {
    **dict.fromkeys(("type", "typ", "posttyp"), "type"),
    **dict.fromkeys(("body", "organ"), "body"),
    **dict.fromkeys(("date", "datum"), "date"),
    **dict.fromkeys(("since", "sedan"), "since"),
    **dict.fromkeys(("before", "före", "fore"), "before"),
    **dict.fromkeys(("year", "år", "ar"), "year"),
    "id": "id",
    **dict.fromkeys(("link", "länk", "lank"), "link"),
    **dict.fromkeys(("linkedfrom", "länkadfrån", "lankadfran"), "linked"),
    **dict.fromkeys(("name", "namn"), "name"),
    **dict.fromkeys(("path", "sökväg", "sokvag"), "path"),
    **dict.fromkeys(("problem", "problems", "fel"), "problems"),
    **dict.fromkeys(("case", "ärende", "arende"), "case"),
    **dict.fromkeys(("sort", "sortera"), "sort"),
}
_SORTS = {"date": "date", "type": "type", "body": "body", "id": "id", "name": "label", "year": "date"}
_NUMBERS = ("integer", "number")
_CHOICES = ("choice", "boolean")
_NEAR_ENOUGH = 0.6


def subject_of(name: str) -> str:
    """The built-in meaning of a field's name in any language; empty if only the schemas know it."""
    return "" if name.startswith(".") else _SUBJECTS.get(normal(name), "")


def make_term(token: Token, names: FieldNames) -> Node:
    """The test that ``field:value`` asks for.

    Raises:
        WrongUse: The field is unknown, or the value makes no sense for it.
    """
    if not token.values:
        raise refusal(
            token.start, t("nothing follows the colon"), t("Write for example {name}:*.", name=token.text)
        )
    subject = subject_of(token.text)
    maker = _MAKERS.get(subject)
    return maker(token, names) if maker else _of_fields(token, _fields(token, names, subject), names)


def make_mention(token: Token) -> Node:
    """``@name``: records that name somebody, and that somebody's own record."""
    return Term("mention", "link", _texts(token))


def dates_between(token: Token) -> Node | None:
    """A bare range of dates; ``None`` if the word is none."""
    ends = bare_range(token.text)
    return _value_range("..".join(ends), "date", (), _date_of(token)) if ends else None


def make_sort(text: str, names: FieldNames) -> Sort | None:
    """The order meant by ``-date``, ``titel`` or a column's spec; ``None`` if it is unknown."""
    name = text.removeprefix("-")
    descending = text.startswith("-")
    known = _SORTS.get(subject_of(name))
    if known:
        return Sort(known, descending)
    if "|" in name or name == "label":
        return Sort(name, descending)
    fields = names.fields(name)
    if not fields and names.fields(name.partition(".")[0]):
        return Sort(name, descending)
    return Sort(fields[0].path, descending) if fields else None


def unknown(token: Token, name: str, names: FieldNames) -> WrongUse:
    """The refusal of a field's name, with the names that are near."""
    import difflib

    words = {plain(word): word for word in sorted([*names.words(), *_SUBJECTS])}
    near = difflib.get_close_matches(plain(normal(name)), words, 3, _NEAR_ENOUGH)
    meant = ", ".join(words[one] for one in near)
    remedy = t("Did you mean {names}?", names=meant) if meant else t("Quote it to search for the words.")
    return refusal(token.start, t('there is no field "{name}"', name=name), remedy)


def refusal(place: int, why: str, remedy: str) -> WrongUse:
    """The refusal of a query for what stands at a place in it, counted from 0."""
    return WrongUse(t("In the query, at character {place}: {why}.", place=place + 1, why=why), remedy=remedy)


def _fields(token: Token, names: FieldNames, subject: str) -> tuple[FieldName, ...]:
    fields = names.last_steps("case") if subject == "case" else ()
    fields = fields or names.fields(token.text.removeprefix("."))
    if not fields:
        raise unknown(token, token.text, names)
    return fields


def _texts(token: Token) -> tuple[str, ...]:
    return tuple(value.text for value in token.values)


def _presence(token: Token) -> Operator | None:
    """Whether the value asks if there is one at all: ``*`` for yes, ``-`` for no."""
    if len(token.values) != 1 or token.values[0].quoted or token.operator:
        return None
    asked: dict[str, Operator] = {"*": "has", "-": "lacks"}
    return asked.get(token.values[0].text)


def _of_fields(token: Token, fields: Sequence[FieldName], names: FieldNames) -> Node:
    """One test for each kind of field that the name means; a kind that cannot take the value is left out."""
    presence = _presence(token)
    if presence:
        return Term("field", presence, (), tuple(fields))
    found: list[Node] = []
    refused: list[WrongUse] = []
    for group in _by_kind(fields):
        try:
            found.append(_of_kind(token, group, names))
        except WrongUse as refusal:
            refused.append(refusal)
    if not found:
        raise refused[0]
    return found[0] if len(found) == 1 else Some(tuple(found))


def _by_kind(fields: Sequence[FieldName]) -> list[tuple[FieldName, ...]]:
    groups: dict[tuple[object, ...], list[FieldName]] = {}
    for field in fields:
        alone = field.path if field.kind in _CHOICES else ""
        groups.setdefault((field.kind, field.or_date, alone), []).append(field)
    return [tuple(group) for group in groups.values()]


def _of_kind(token: Token, fields: tuple[FieldName, ...], names: FieldNames) -> Node:
    kind = fields[0].kind
    if token.operator == "=":
        return Term("field", "is", tuple(fold(text) for text in _texts(token)), fields)
    if kind in _CHOICES:
        return _choice(token, fields, names)
    if kind in _NUMBERS:
        token = _with_decimal_comma(token, kind)
    read = _reader(token, fields[0])
    if read is not None:
        return _range(token, "field", fields, read)
    return Term("field", "link" if kind == "link" else "like", _texts(token), fields)


def _with_decimal_comma(token: Token, kind: str) -> Token:
    """``12,5`` is one number where it can be: not for whole numbers, unless they are compared with it."""
    if len(token.values) != len(("12", "5")) or (kind == "integer" and not token.operator):
        return token
    return replace(token, values=(Value(".".join(_texts(token))),))


def _reader(token: Token, field: FieldName) -> _Read | None:
    """What makes the end of a range of a value of that kind; ``None`` if the value is looked for as it is."""
    if field.kind == "time":
        return Limit
    if field.kind == "date" or (field.or_date and _is_dates(token)):
        return _date_of(token)
    if field.kind in _NUMBERS:
        return _number_of(token)
    return _key_of if token.operator else None


def _choice(token: Token, fields: tuple[FieldName, ...], names: FieldNames) -> Node:
    found = [value for text in _texts(token) for value in names.values(fields[0], text)]
    if token.operator or not found:
        choices = ", ".join(names.labels(fields[0], current()))
        why = t('"{value}" is no value of {field}', value=", ".join(_texts(token)), field=token.text)
        raise refusal(token.start, why, t("It can be: {values}.", values=choices))
    return Term("field", "is", tuple(dict.fromkeys(found)), fields)


class _Read(Protocol):
    """Makes the end of a range of what stands in the query."""

    def __call__(self, text: str, /, inclusive: bool = True) -> Limit: ...


def _range(token: Token, subject: Subject, fields: tuple[FieldName, ...], read: _Read) -> Node:
    """``>x``, ``a..b``, or values that each stand for a range of their own, as ``2024`` does for its days."""
    if token.operator not in ("", "="):
        if len(token.values) > 1:
            example = f"{token.text}:{token.operator}{token.values[0].text}"
            why = t("only one value can follow {sign}", sign=token.operator)
            raise refusal(token.start, why, t("Write {example}.", example=example))
        end = read(token.values[0].text, inclusive=token.operator.endswith("="))
        above = token.operator.startswith(">")
        return Term(subject, "between", (), fields, *((end, None) if above else (None, end)))
    parts = tuple(_value_range(text, subject, fields, read) for text in _texts(token))
    return parts[0] if len(parts) == 1 else Some(parts)


def _value_range(text: str, subject: Subject, fields: tuple[FieldName, ...], read: _Read) -> Node:
    low, dots, high = text.partition("..")
    if not dots:
        return Term(subject, "between", (), fields, read(text), read(text))
    return Term(subject, "between", (), fields, read(low) if low else None, read(high) if high else None)


def _is_dates(token: Token) -> bool:
    ends = (end for text in _texts(token) for end in text.split("..", 1) if end)
    return all(limit(end) for end in ends)


def _date_of(token: Token) -> _Read:
    def read(text: str, /, inclusive: bool = True) -> Limit:
        found = limit(text, inclusive=inclusive)
        if found is None:
            why = t('"{text}" is no date', text=text)
            raise refusal(token.start, why, t("Write 2024, 2024-09, 2024-09-20 or today-14d."))
        return found

    return read


def _number_of(token: Token) -> _Read:
    def read(text: str, /, inclusive: bool = True) -> Limit:
        try:
            return Limit(float(text.replace(",", ".")), inclusive)
        except ValueError:
            why = t('"{text}" is no number', text=text)
            raise refusal(
                token.start, why, t("Write digits, such as {name}:>=100.", name=token.text)
            ) from None

    return read


def _key_of(text: str, /, inclusive: bool = True) -> Limit:
    return Limit(swedish_key(text).partition("\x01")[0], inclusive)


def _type(token: Token, names: FieldNames) -> Node:
    if _presence(token):
        return Term("type", _presence(token) or "has")
    if token.operator == "=":
        return Term("type", "is", _texts(token))
    found = [(text, names.type_named(text)) for text in _texts(token)]
    for text, name in found:
        if not name:
            remedy = t("Types: {names}", names=", ".join(names.type_labels(current())))
            raise refusal(token.start, t('there is no record type "{type}"', type=text), remedy)
    return Term("type", "is", tuple(name for _, name in found))


def _date(token: Token, _names: FieldNames) -> Node:
    presence = _presence(token)
    return Term("date", presence) if presence else _range(token, "date", (), _date_of(token))


def _since(token: Token, _names: FieldNames) -> Node:
    return Term("date", "between", low=_date_of(token)(_texts(token)[0]))


def _before(token: Token, _names: FieldNames) -> Node:
    return Term("date", "between", high=_date_of(token)(_texts(token)[0], inclusive=False))


def _fact(subject: Subject, operator: Operator) -> Callable[[Token, FieldNames], Node]:
    def make(token: Token, _names: FieldNames) -> Node:
        presence = _presence(token)
        if presence:
            return Term(subject, presence)
        return Term(subject, "is" if token.operator == "=" else operator, _texts(token))

    return make


_MAKERS: dict[str, Callable[[Token, FieldNames], Node]] = {
    "type": _type,
    "date": _date,
    "year": _date,
    "since": _since,
    "before": _before,
    "body": _fact("body", "link"),
    "id": _fact("id", "like"),
    "link": _fact("link", "link"),
    "linked": _fact("linked", "link"),
    "name": _fact("name", "like"),
    "path": _fact("path", "like"),
    "problems": _fact("problems", "like"),
}
