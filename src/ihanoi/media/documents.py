"""Documents are kept as they came and offered for download only; here is checked that they are documents. Pure."""

from __future__ import annotations

import zipfile
from io import BytesIO

from ihanoi.media.rules import PDF, Format
from ihanoi.media.words import Refusal


def fault(data: bytes, kind: Format) -> Refusal | None:
    """Why the document is not taken, or None."""
    return _fault_of_pdf(data) if kind is PDF else _fault_of_docx(data)


def _fault_of_pdf(data: bytes) -> Refusal | None:
    return None if b"%%EOF" in data[-4096:] else Refusal.BROKEN_DOCUMENT


def _fault_of_docx(data: bytes) -> Refusal | None:
    """Only the table of contents is read: nothing is unpacked, so an archive bomb stays harmless."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return Refusal.BROKEN_DOCUMENT
    if not {"[Content_Types].xml", "word/document.xml"} <= parts:
        return Refusal.TYPE
    return Refusal.MACRO if any(part.endswith("vbaProject.bin") for part in parts) else None
