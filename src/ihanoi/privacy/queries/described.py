"""docs/security/retention.md: the classes of data and the numbers, from the tables that the code runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ihanoi.kernel.worktime import Limit
from ihanoi.privacy.queries.periods import in_words
from ihanoi.privacy.regulation import NUMBERS, RETENTION, Kept
from ihanoi.ui import timewords

HEAD = """# What is kept about people, and for how long

Made from [privacy/regulation.py](../../src/ihanoi/privacy/regulation.py) by `ihanoi docs`. The same table is shown to
everybody under /quyen-rieng-tu, to each person under /tai-khoan/du-lieu, and is read every night at 3:30 by the job
that erases (`privacy.jobs.erase_lapsed`; what it would erase: `ihanoi erase --dry-run`). The numbers below are those
that an installation begins with; each is a dated row that the guardian changes on a page of the desk.

Law 91/2025/QH15 and Decree 356/2025/NĐ-CP are not in hand as full texts. Two working days and fifteen days stand in
published summaries of the decree; ten (copy, correct) and twenty (delete), and their extensions, are our reading of its
"10 to 20 days" and wait for the city's lawyers. ◇ the city chose.

"""


def describe_retention() -> str:
    """The document, in Vietnamese but for its head."""
    classes = (_class(each) for each in RETENTION)
    numbers = (
        (n.label, in_words(Limit(s.amount, s.unit)), s.source, "tối đa" if s.longest else "")
        for n, s in NUMBERS.items()
    )
    return (
        HEAD
        + "".join(
            _table(("Dữ liệu", "Để làm gì", "Căn cứ", "Ai thấy", "Bao lâu", "Rồi sao", "Nhạy cảm"), classes)
        )
        + "\n"
        + "".join(_table(("Thời hạn", "Bao lâu", "Từ đâu", ""), numbers))
    )


def _class(each: Kept) -> tuple[object, ...]:
    seed = NUMBERS[each.period] if each.period else None
    days = timewords.days(each.fixed_days) if each.fixed_days else ""
    span = in_words(Limit(seed.amount, seed.unit)) if seed else days
    ends = f"{span} {each.begins}" if span else "–"
    return (
        each.data.label,
        each.purpose,
        each.ground,
        each.seen_by,
        ends,
        each.fate.label,
        "có" if each.sensitive else "",
    )


def _table(titles: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    titles = list(titles)
    yield _line(titles)
    yield _line("---" for _title in titles)
    yield from (_line(row) for row in rows)


def _line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |\n"
