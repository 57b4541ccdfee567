"""axe-core in the page, and what else every page must be."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = {"serious", "critical"}
RUN = """async options => {
    const found = await axe.run(document, {...options, resultTypes: ['violations']});
    const covered = target => {  // half under a bar that stays, or out of a list that scrolls: not its own size
        const element = document.querySelector(target), box = element?.getBoundingClientRect();
        const corners = box ? [[box.left + 2, box.top + 2], [box.right - 2, box.bottom - 2]] : [];
        return corners.some(([x, y]) => {
            const there = document.elementFromPoint(x, y);
            return !there || (!element.contains(there) && !there.contains(element));
        });
    };
    for (const each of found.violations)
        if (each.id === 'target-size') each.nodes = each.nodes.filter(node => !covered(node.target[0]));
    return found.violations;
}"""


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")


def unroll(page: Page, width: int) -> None:
    """A screen as high as the page: bars that stay in place cover nothing."""
    page.set_viewport_size({"width": width, "height": 800})
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(height, 800), 8000)})


def settle(page: Page) -> None:
    """Colours that are still changing are not the page's colours. What turns for ever is not waited for."""
    page.wait_for_function(
        """() => document.getAnimations().every(each => each.effect.getComputedTiming().endTime === Infinity
            || each.playState === 'finished')"""
    )


def faults(page: Page, *, only: str = "") -> list[str]:
    """What axe finds serious or critical, one sentence each. `only` names a single rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    asked: dict[str, Any] = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": TAGS}
    return [
        f"{each['id']} ({each['impact']}): {each['help']}: {node['html'][:160]} {_measured(node)}"
        for each in page.evaluate(RUN, {"runOnly": asked})
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]


def _measured(node: dict[str, Any]) -> str:
    data = next((check["data"] for check in node["any"] if check["id"] == "color-contrast"), None)
    return f"{data['fgColor']} on {data['bgColor']}: {data['contrastRatio']}" if data else ""


def shape(page: Page) -> list[str]:
    """Language, title, one heading of the first level, nothing wider than the screen."""
    found = page.evaluate(
        """() => ({
            lang: document.documentElement.lang,
            title: document.title,
            h1: document.querySelectorAll('h1').length,
            over: document.documentElement.scrollWidth - window.innerWidth,
            wide: [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
                .slice(0, 3).map(e => e.outerHTML.slice(0, 100)),
        })"""
    )
    wrong = []
    if found["lang"] not in ("vi", "en"):
        wrong.append(f"language {found['lang']!r}")
    if not found["title"].endswith("· iHanoi"):
        wrong.append(f"title {found['title']!r}")
    if found["h1"] != 1:
        wrong.append(f"{found['h1']} headings of the first level")
    if found["over"] > 0:
        wrong.append(f"{found['over']} px wider than the screen: {found['wide']}")
    return wrong
