"""What the desk's templates look up."""

from __future__ import annotations

from django import template

from ihanoi.desk.words import icon_of

register = template.Library()
register.filter("verb_icon", icon_of)
