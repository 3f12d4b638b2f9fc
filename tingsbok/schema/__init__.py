"""Record types from JSON Schemas: fields, labels, columns, templates, checks. The only door to jsonschema."""

from tingsbok.schema.paths import Resolve
from tingsbok.schema.schemas import SchemaSet
from tingsbok.schema.types import KINDS, Column, Field, RecordType

__all__ = ["KINDS", "Column", "Field", "RecordType", "Resolve", "SchemaSet"]
