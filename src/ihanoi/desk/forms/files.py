"""Files in a form: what was sent stays with the form, however often the rest of it must be corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile

from ihanoi.kernel.actor import Actor
from ihanoi.media import queries as kept_files
from ihanoi.media.words import Kind


class ManyFilesInput(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """A list of uploads; none is an empty list. What they are is checked where they are received."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [each for each in data or [] if each]


@dataclass(frozen=True, slots=True)
class Kept:
    """An upload that the form holds."""

    id: UUID
    name: str
    thumb: str
    is_picture: bool
    kind: str = ""


def kept(actor: Actor, ids: Iterable[str | UUID], kinds: Mapping[str, str] | None = None) -> list[Kept]:
    """The actor's own uploads among the ids, in their order."""
    return [
        Kept(
            file.id,
            file.name,
            kept_files.url(file, "thumb", to=actor) if file.kind == Kind.PICTURE else "",
            file.kind == Kind.PICTURE,
            (kinds or {}).get(str(file.id), ""),
        )
        for file in kept_files.own(actor, ids)
    ]


def listed(data: Any) -> list[str]:
    """Ids of files in what was posted."""
    return list(data.getlist("files"))
