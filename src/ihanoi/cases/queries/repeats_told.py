"""Why two reports may be one matter, in words: "cách 12 m", "gửi 2 giờ trước", "cùng nói về nắp cống"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ihanoi.cases.rules.likeness import Likeness

HERE_M: Final = 5  # nearer than a phone can tell
SAME_PICTURE: Final = 2  # bits


def reasons(found: Likeness, sent: str) -> Iterator[str]:
    """What speaks for it; `sent` says when the other was sent."""
    yield (
        _("cùng chỗ")
        if found.metres <= HERE_M
        else _("cách %(length)s") % {"length": f"{found.metres}\u00a0m"}
    )
    yield sent
    if found.about:
        yield _("cùng nói về %(what)s") % {"what": found.about}
    elif found.same_field:
        yield _("cùng lĩnh vực")
    if found.pictures is not None:
        yield _("cùng một ảnh") if found.pictures <= SAME_PICTURE else _("ảnh gần như giống nhau")


def sent_apart(later: timedelta) -> str:
    """How much later the other was sent; negative where it came first."""
    span = _span(abs(later))
    if not span:
        return _("gửi cùng lúc")
    sent = _("gửi sau %(span)s") if later > timedelta() else _("gửi trước %(span)s")
    return sent % {"span": span}


def _span(apart: timedelta) -> str:
    """In days, hours or minutes; blank for less than a minute."""
    minutes = int(apart.total_seconds()) // 60
    if minutes >= 2 * 24 * 60:
        n = minutes // (24 * 60)
        return ngettext("%(n)d ngày", "%(n)d ngày", n) % {"n": n}
    if minutes >= 60:
        n = minutes // 60
        return ngettext("%(n)d giờ", "%(n)d giờ", n) % {"n": n}
    return ngettext("%(n)d phút", "%(n)d phút", minutes) % {"n": minutes} if minutes else ""
