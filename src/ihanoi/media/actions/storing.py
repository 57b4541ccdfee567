"""Bytes in the storage: all forms of a file and its row, or nothing."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.base import File as Content
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from ihanoi.kernel.denials import Invalid
from ihanoi.media.words import WHY, Refusal

Form: TypeAlias = "bytes | Content[bytes]"


def keep(folder: str, forms: Mapping[str, Form], write_row: Callable[[], object]) -> None:
    """Write the forms and then the row; whatever fails takes the bytes along. Raises Invalid on a full disk."""
    try:
        for name, form in forms.items():
            default_storage.save(f"{folder}/{name}", ContentFile(form) if isinstance(form, bytes) else form)
        write_row()
    except BaseException as failure:
        erase_folder(folder)
        if isinstance(failure, OSError) and failure.errno in (errno.ENOSPC, errno.EDQUOT):
            raise refused(Refusal.DISK_FULL) from failure
        raise


def erase_folder(folder: str) -> None:
    """Everything in it, and the folder itself. What is gone already does not matter."""
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def uuids(values: Iterable[UUID | str]) -> list[UUID]:
    """Without repeats, in order. Something that is no id is a file that does not exist."""
    try:
        return list(dict.fromkeys(UUID(str(value)) for value in values))
    except ValueError:
        raise Invalid({"files": _("Có tệp không còn nữa. Hãy chọn và gửi lại tệp đó.")}) from None


def refused(refusal: Refusal) -> Invalid:
    """The denial for one file."""
    return Invalid({"file": WHY[refusal]})
