"""Drawn pictures and small documents for the demo, uploaded like anybody's."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Final
from uuid import UUID

from ihanoi.demo import pictures
from ihanoi.demo.reports import Picture, Spot
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.clock import HANOI
from ihanoi.media import actions as media

_PAGE: Final = """%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 298]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length {length}>>stream
{text}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


@lru_cache(maxsize=512)
def drawn(scene: str, variant: int, repaired: bool) -> bytes:
    """Each drawing is made once."""
    return pictures.draw(scene, variant, repaired=repaired)


def upload(actor: Actor, picture: Picture, spot: Spot, at: datetime) -> UUID:
    """One picture, with the traces of a camera where it has them."""
    data = drawn(picture.scene, picture.variant, picture.repaired)
    if picture.traces:
        data = pictures.jpeg_with_traces(data, at.astimezone(HANOI), spot.lat, spot.lon)
    with clock.at(at):
        # Nobody looks for likenesses among drawings that repeat by intention.
        return media.receive(actor=actor, stream=BytesIO(data), name="anh-minh-hoa.jpg", look=False).id


def upload_minutes(actor: Actor, at: datetime, number: int, *, sealed: bool = False) -> UUID:
    """One page of minutes, which says itself that it is invented. Plain letters: its font knows no accents.

    `sealed`: it stands for somebody's papers.
    """
    lines = (
        "BIEN BAN KIEM TRA",
        f"So {number:03d}/BB - {at.astimezone(HANOI):%d/%m/%Y}",
        "Du lieu minh hoa, khong co that.",
    )
    text = "BT /F1 14 Tf 40 240 Td 24 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    page = _PAGE.format(length=len(text), text=text)
    with clock.at(at):
        name = f"bien-ban-{number:03d}.pdf"
        return media.receive(actor=actor, stream=BytesIO(page.encode()), name=name, sealed=sealed).id
