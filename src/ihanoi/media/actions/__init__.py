"""Files are received, claimed by what they belong to, looked at, hidden in part, and erased."""

from ihanoi.media.actions.erasing import (
    erase,
    erase_orphans,
    erase_papers,
    erase_unused,
    strip,
)
from ihanoi.media.actions.hiding import WHOLE, Drawn, hide, make_public
from ihanoi.media.actions.looking import look
from ihanoi.media.actions.receiving import Received, claim, drop_names, receive, receive_all
from ihanoi.media.actions.resealing import reseal

__all__ = [
    "WHOLE",
    "Drawn",
    "Received",
    "claim",
    "drop_names",
    "erase",
    "erase_orphans",
    "erase_papers",
    "erase_unused",
    "hide",
    "look",
    "make_public",
    "receive",
    "receive_all",
    "reseal",
    "strip",
]
