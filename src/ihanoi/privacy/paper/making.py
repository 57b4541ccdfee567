"""Makes the Word template: `python -m ihanoi.privacy.paper.making`."""

from __future__ import annotations

from docx.document import Document as Paper

from ihanoi.privacy.paper import NOTICE
from ihanoi.ui.papers.pieces import CENTRE, JUSTIFIED, addressed, blank, foot, head, say


def notice() -> Paper:
    """The notice of an incident (thông báo), part by part."""
    paper = blank("Thông báo vi phạm quy định bảo vệ dữ liệu cá nhân")
    head(paper, number="Số: {{ number }}")
    say(paper, "THÔNG BÁO", align=CENTRE, bold=True, before=18)
    say(paper, "Về vi phạm quy định bảo vệ dữ liệu cá nhân", align=CENTRE, bold=True)
    addressed(paper)
    say(paper, "{{ opening }}", align=JUSTIFIED, before=6, after=6, first=12.7)
    say(paper, "{%p for section in sections %}")
    say(paper, "{{ loop.index }}. {{ section.title }}", bold=True, before=6)
    say(paper, "{%p for line in section.lines %}")
    say(paper, "{{ line }}", align=JUSTIFIED, after=3)
    say(paper, "{%p endfor %}")
    say(paper, "{%p endfor %}")
    foot(paper, copies=("- Như trên;", "- Lưu: VT."))
    return paper


def main() -> None:
    """Write the template."""
    notice().save(str(NOTICE))


if __name__ == "__main__":
    main()
