"""Columns for what must not be read from a stolen database: sealed, and found by a digest in a column beside."""

from __future__ import annotations

from typing import Any, Final, Self

from django.db import models
from django.db.models.lookups import Lookup

from ihanoi.vault import spoken
from ihanoi.vault.ports import key_ring


class SealedField(models.Field):  # type: ignore[type-arg]  # its value is a text in Python, bytes in the database
    """A text that is sealed where it is stored. Blank stays blank.

    `digest` names the DigestField by which it is found: `filter(email="…")` and `email__in` compare digests.
    """

    def __init__(self, *args: Any, digest: str = "", **kwargs: Any) -> None:
        self.digest = digest
        super().__init__(*args, **{"default": "", **kwargs})

    def deconstruct(self) -> Any:
        """For migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"digest": self.digest} if self.digest else {})

    def get_internal_type(self) -> str:
        """What the column is."""
        return "BinaryField"

    @property
    def place(self) -> str:
        """Table and column: a value moved elsewhere does not open."""
        return f"{self.model._meta.db_table}.{self.column}"

    def from_db_value(self, value: bytes | memoryview | None, expression: Any, connection: Any) -> str | None:
        """The text."""
        if value is None:
            return None
        sealed = bytes(value)
        return key_ring().open(sealed, self.place) if sealed else ""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Sealed."""
        return (key_ring().seal(value, self.place) if value else b"") if isinstance(value, str) else value

    CONCERNED: Final = " <> ''"  # which rows hold something

    def renewed(self, stored: bytes | memoryview[int]) -> bytes | None:
        """Sealed with the key in use; None where it is."""
        ring, sealed = key_ring(), bytes(stored)
        return None if ring.is_current(sealed) else ring.seal(ring.open(sealed, self.place), self.place)

    def digest_of(self, text: str) -> bytes | None:
        """What stands in the column beside; None for a blank."""
        return key_ring().digest(text, self.place) if text else None

    def value_to_string(self, obj: models.Model) -> str:
        """For messages about a row: never the text."""
        return "…"


class SpokenField(models.TextField):  # type: ignore[type-arg]  # a text in Python and in the database
    """What people write: numbers and addresses in it are sealed where they stand, the words around them stay.

    Whoever loads the row reads it whole. Statements of our own open it with `opened`.
    """

    @property
    def place(self) -> str:
        """Table and column: a part moved elsewhere does not open."""
        return f"{self.model._meta.db_table}.{self.column}"

    CONCERNED: Final = f" ~ '{spoken.OPENING}|{spoken.UNSEALED_SQL}'"  # which rows may hold something

    def renewed(self, stored: str) -> str | None:
        """With all that is to be sealed in it sealed with the key in use; None where it is."""
        return None if spoken.is_current(stored, key_ring()) else self.sealed(self.opened(stored))

    @classmethod
    def of(cls, model: type[models.Model], name: str) -> Self:
        """The field of a model by its name."""
        field = model._meta.get_field(name)
        assert isinstance(field, cls)
        return field

    def opened(self, stored: str) -> str:
        """As it was written, of what the column holds."""
        return spoken.unseal(stored, key_ring(), self.place)

    def sealed(self, text: str) -> str:
        """What the column holds."""
        return spoken.seal(text, key_ring(), self.place)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """The text."""
        return value and self.opened(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """With its numbers sealed."""
        text = super().get_db_prep_value(value, connection, prepared)
        return self.sealed(text) if isinstance(text, str) else text


class DigestField(models.BinaryField):  # type: ignore[type-arg]  # generic in the stubs alone
    """The digest of the sealed text in the field `of`: computed with it, never set by hand."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"max_length": 32, "null": True, "editable": False, **kwargs})

    def deconstruct(self) -> Any:
        """For migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        """Follows what it is the digest of."""
        sealed = model_instance._meta.get_field(self.of)
        assert isinstance(sealed, SealedField)
        found = sealed.digest_of(getattr(model_instance, self.of) or "")
        setattr(model_instance, self.attname, found)
        return found


class _ByDigest(Lookup):
    """Equality of texts as equality of their digests."""

    prepare_rhs = False

    def _field(self) -> SealedField:
        field = self.lhs.output_field
        if not isinstance(field, SealedField) or not field.digest:
            raise TypeError("this sealed column has no digest to be found by")
        return field

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """`digest = %s`, or `digest = ANY(%s)` for several."""
        field = self._field()
        quote = connection.ops.quote_name
        beside = field.model._meta.get_field(field.digest)
        assert isinstance(beside, DigestField)
        column = f"{quote(self.lhs.alias)}.{quote(beside.column)}"
        many = not isinstance(self.rhs, str)
        digests = [field.digest_of(text) for text in (self.rhs if many else [self.rhs])]
        return f"{column} = ANY(%s)", [digests]


@SealedField.register_lookup
class Exact(_ByDigest):
    """`email="…"`."""

    lookup_name = "exact"


@SealedField.register_lookup
class In(_ByDigest):
    """`email__in=[…]`."""

    lookup_name = "in"
