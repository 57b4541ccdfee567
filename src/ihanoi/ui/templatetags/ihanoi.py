"""Tags and filters of the components: icons, Vietnamese numbers and times, form controls, small charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, ClearableFileInput, Select, Textarea
from django.template import Context
from django.templatetags.static import static
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ihanoi.kernel.clock import HANOI
from ihanoi.ui import drawing, words

register = template.Library()

THEMES = {"light": "ihanoi", "dark": "ihanoi-dark"}
STATE_TONES = {
    "assigned": "st-sky",
    "handling": "st-sky",
    "returned": "st-sky",
    "awaiting_approval": "st-sky",
    "checking": "st-sky",
    "rework": "st-sky",
    "resolved": "st-jade",
    "published": "st-solid",
    "refused": "st-line",
    "withdrawn": "st-line",
    "merged": "st-line",
}
CLOCK_TONES = {"plain", "notice", "soon", "late", "very", "ok", "okl", "none"}
CLOCK_ICONS = {
    "late": "alarm-clock",
    "very": "triangle-alert",
    "ok": "circle-check",
    "okl": "clock-check",
    "none": "timer-off",
}


@register.simple_tag
@lru_cache(maxsize=512)
def asset(name: str) -> str:
    """Address of a built file. Without a build the page still comes, only unstyled."""
    try:
        return static(f"built/{name}")
    except ValueError:
        return f"{settings.STATIC_URL}built/{name}"


@register.simple_tag
@lru_cache(maxsize=2048)
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """A picture of the sprite. Hidden from screen readers unless `label` says what it means."""
    hidden = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="ic {}" width="20" height="20" {}><use href="{}#{}"/></svg>',
        css,
        hidden,
        asset("icons.svg"),
        name,
    )


@register.simple_tag
@lru_cache(maxsize=64)
def glyph(state: str) -> SafeString:
    """The state glyph alone, as it stands on badges and pins."""
    return format_html(
        '<svg width="16" height="16" aria-hidden="true"><use href="{}#st-{}"/></svg>',
        asset("icons.svg"),
        state,
    )


@register.filter
def state_tone(state: object) -> str:
    """CSS class of a state's badge: grey, sky or jade."""
    return STATE_TONES.get(str(state), "")


@register.simple_tag
@lru_cache(maxsize=256)
def state(key: str, label: str, href: str = "", css: str = "") -> SafeString:
    """Where a case is: words with their glyph, grey, sky or jade. `href`: of the case merged into."""
    words_of = '<a class="underline" href="{1}">{0}</a>' if href else '<span class="truncate">{0}</span>'
    said = format_html(words_of, label, href)
    return format_html('<span class="st {} {}">{}{}</span>', state_tone(key), css, glyph(key), said)


@register.simple_tag
def clock(tone: str, text: str, used: float | None = 0, name: str = "", title: str = "") -> SafeString:
    """How urgent, in words: grey, gold, vermilion. `name`: which clock, where two run. An unknown tone is plain."""
    said = f"{name}: {text}" if name else text
    titled = format_html(' title="{}"', title) if title else ""
    css = f"ck-{tone}" if tone in CLOCK_TONES else "ck-plain"
    return format_html('<span class="ck {}"{}>{}<span>{}</span></span>', css, titled, _dial(tone, used), said)


def _dial(tone: str, used: float | None) -> SafeString:
    """The ring filled by the used part while the clock runs; a sign once it is late or stopped."""
    if tone in CLOCK_ICONS:
        return format_html(
            '<svg width="16" height="16" aria-hidden="true"><use href="{}#{}"/></svg>',
            asset("icons.svg"),
            CLOCK_ICONS[tone],
        )
    return _ring(*drawing.ring(float(used or 0)))


@lru_cache(maxsize=256)
def _ring(dash: object, whole: object) -> SafeString:
    return format_html(
        '<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">'
        '<circle cx="8" cy="8" r="6" opacity=".28"/>'
        '<circle cx="8" cy="8" r="6" stroke-dasharray="{} {}" transform="rotate(-90 8 8)"/></svg>',
        dash,
        whole,
    )


@register.filter
def flat(attrs: Any) -> SafeString:
    """Attributes handed through to the element, escaped (cotton's own `attrs` does not escape bound values)."""
    pairs = attrs.attrs_dict() if hasattr(attrs, "attrs_dict") else dict(attrs or {})
    shown = [(key, value) for key, value in pairs.items() if value is not False and value is not None]
    return format_html_join(" ", '{}="{}"', ((key, "" if value is True else value) for key, value in shown))


# ---- numbers, times, names


@register.filter
def vn_number(value: Any, places: int = 0) -> str:
    return "" if value in (None, "") else words.number(float(value), places)


@register.filter
def vn_percent(value: Any, places: int = 1) -> str:
    return "" if value in (None, "") else words.percent(float(value), places)


@register.filter
def vn_time(value: datetime | None) -> str:
    return words.moment(value) if value else ""


@register.filter
def vn_time_year(value: datetime | None) -> str:
    """With the year, for receipts."""
    return words.moment(value, with_year=True) if value else ""


@register.filter
def vn_day(value: date | None) -> str:
    return words.day(value) if value else ""


@register.filter
def vn_clock(value: datetime | None) -> str:
    """14:20"""
    return f"{value.astimezone(HANOI):%H:%M}" if value else ""


@register.filter
def ago(value: datetime | None) -> str:
    return words.ago(value) if value else ""


@register.filter
def duration(seconds: float | None) -> str:
    return "" if seconds is None else words.duration(seconds)


@register.filter
def initials(name: object) -> str:
    return words.initials(str(name or ""))


# ---- forms


@register.filter
def control(field: BoundField, extra: str = "") -> SafeString:
    """A bound field's widget with our classes, tied to its hint and its error."""
    widget = field.field.widget
    ours = {
        Textarea: "textarea",
        ClearableFileInput: "file-input",
        CheckboxInput: "checkbox",
        Select: "select",
    }
    css = next((css for kind, css in ours.items() if isinstance(widget, kind)), "input")
    described = [f"{field.auto_id}-hint"] if field.help_text else []
    attrs: dict[str, Any] = {"class": f"{css} {extra} {widget.attrs.get('class', '')}".strip()}
    if field.errors:
        attrs["aria-invalid"] = "true"
        described.append(f"{field.auto_id}-error")
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)


@register.filter
def is_tick(field: BoundField) -> bool:
    """A single yes-or-no field, which has its label beside and not above."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag
def options(groups: Sequence[tuple[object, Sequence[tuple[object, object]]]], chosen: object) -> SafeString:
    """What a list of choices holds: pairs of value and words under the name of their group; blank: under none."""
    return SafeString("".join(_group(str(name), pairs, str(chosen)) for name, pairs in groups))  # nosec B703  # built from our own words


def _group(name: str, pairs: Sequence[tuple[object, object]], chosen: str) -> str:
    """Joined by hand: a page of filters has three hundred options."""
    found = "".join(
        f'<option value="{escape(value)}"{" selected" if str(value) == chosen else ""}>{escape(label)}</option>'
        for value, label in pairs
    )
    return f'<optgroup label="{escape(name)}">{found}</optgroup>' if name else found


# ---- small charts (geometry in drawing.py)


@register.simple_tag
def legs(done: Any) -> list[str]:
    return drawing.legs(float(done or 0))


@register.simple_tag
def shares(parts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each part with its share of the whole and its place in the bar."""
    values = [float(part["value"]) for part in parts]
    total = sum(values)
    placed = zip(parts, values, drawing.slices(values), strict=True)
    return [{**part, "share": value / total if total else 0, "slice": at} for part, value, at in placed]


@register.simple_tag
def bars(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows with `value` and `late`: widths against the greatest value; `late` is hatched behind `value`."""
    most = max((float(row["value"]) for row in rows), default=0) or 1
    shown = []
    for row in rows:
        late = float(row.get("late", 0))
        on_time = 96 * (float(row["value"]) - late) / most
        late_width = 96 * late / most
        shown.append(
            {
                **row,
                "width": drawing.plain(on_time),
                "late_x": drawing.plain(on_time + 0.8),
                "late_width": drawing.plain(late_width),
            }
        )
    return shown


@register.simple_tag
def spark_points(values: Sequence[float]) -> str:
    return drawing.spark([float(value) for value in values])


@register.simple_tag
def line_chart(
    values: Sequence[float], labels: Sequence[str], goal: float | None = None, marked: Sequence[Any] = ()
) -> drawing.Line:
    pairs = [(int(at), str(text)) for at, text in (marked or ())]
    number = float(goal) if goal not in (None, "") else None
    return drawing.line([float(v) for v in values], [str(t) for t in labels], goal=number, marked=pairs)


# ---- the frame


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """Chosen theme for `<html data-theme>`, empty when the device decides."""
    request = context.get("request")
    return THEMES.get(request.COOKIES.get("theme", ""), "") if request is not None else ""


@register.simple_tag(takes_context=True)
def here(context: Context, *prefixes: str) -> SafeString:
    """`aria-current="page"` when the address starts with one of the prefixes ("/" only matches itself).

    A page that belongs elsewhere than its address says gives `stands_at`.
    """
    request = context.get("request")
    path = context.get("stands_at") or (request.path if request is not None else "")
    at = any(path == prefix if prefix == "/" else path.startswith(prefix) for prefix in prefixes)
    return mark_safe(' aria-current="page"' if at else "")  # nosec B308, B703  # a constant


@register.simple_tag(takes_context=True)
def page_address(context: Context) -> str:
    """This page's path and query, for forms that come back here."""
    request = context.get("request")
    return request.get_full_path() if request is not None else "/"
