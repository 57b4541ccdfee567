"""What a sign-up must bring. Pure: each function returns the clean value, or None where it is wrong."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ihanoi.kernel.plain import plain

_EMAIL: Final = re.compile(r"[^@\s<>\"',;:()\[\]\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
_MOBILE: Final = re.compile(r"0[35789][0-9]{8}")
NAME_LENGTH: Final = 200


def clean_email(text: str) -> str | None:
    """Lower case, without blanks around it."""
    email = plain(unicodedata.normalize("NFC", text)).strip().lower()
    return email if len(email) <= 254 and _EMAIL.fullmatch(email) else None


def clean_phone(text: str) -> str | None:
    """A Vietnamese mobile number as "0912345678"; dots, blanks, hyphens and +84 are understood."""
    digits = re.sub(r"[\s.()-]", "", text)
    digits = re.sub(r"^(\+84|0084|84(?=\d{9}$))", "0", digits)
    return digits if _MOBILE.fullmatch(digits) else None


def clean_name(text: str) -> str | None:
    """Blanks made single, at least two letters, composed letters (NFC)."""
    name = " ".join(plain(unicodedata.normalize("NFC", text)).split())
    return name if sum(c.isalpha() for c in name) >= 2 and len(name) <= NAME_LENGTH else None
