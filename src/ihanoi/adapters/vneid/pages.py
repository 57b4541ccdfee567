"""What one sees at the provider: whom to be. Plain HTML without a template engine, for this program knows no Django."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from ihanoi.adapters.vneid.citizens import CITIZENS, Citizen

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
STYLE: Final = """
:root { color-scheme: light dark;
  --ink: #1a2420; --page: #f7f3ea; --card: #fffefb; --line: #857c6b; --act: #8e2311 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eeeae0; --page: #0f1613; --card: #18211d; --line: #7f8d86; --act: #ffbba8 } }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.6 "Be Vietnam Pro", system-ui, sans-serif }
main { max-width: 33rem; margin: 2rem auto; padding: 1rem }
.mock { padding: .75rem 1rem; border: 2px dashed var(--act); border-radius: .5rem; font-weight: 600 }
h1 { font-size: 1.4rem; line-height: 1.35 } form { display: grid; gap: .75rem }
button { font: inherit; text-align: left; padding: .75rem 1rem; min-height: 3rem; border-radius: .5rem; cursor: pointer;
  border: 1px solid var(--line); background: var(--card); color: inherit }
button small { display: block } button.no { text-align: center; border-color: var(--act) }
:focus-visible { outline: 3px solid #e3a72a; outline-offset: 2px }
"""
MOCK: Final = "Bản mô phỏng để dùng thử, không phải VNeID thật. Mọi người ở đây đều do máy tạo ra."


def choose(given: Mapping[str, str]) -> str:
    """The page of the authorization endpoint; what was asked for goes along."""
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in given.items()
    )
    people = "".join(_button(each) for each in CITIZENS)
    return _page(
        "Đăng nhập bằng VNeID (mô phỏng)",
        "<p>iHanoi muốn biết: họ tên, số căn cước, ngày sinh, giới tính, số điện thoại và thư điện tử của bạn.</p>"
        f'<form method="post">{kept}<p>Chọn một người để đồng ý và đăng nhập:</p>{people}'
        '<button class="no" name="subject" value="">Không đồng ý, quay lại iHanoi</button></form>',
    )


def _button(citizen: Citizen) -> str:
    ways = "mật khẩu và mã một lần" if citizen.strong else "chỉ mật khẩu"
    note = f"Căn cước {citizen.citizen_id} · {ways}"
    return f'<button name="subject" value="{citizen.subject}">{escape(citizen.name)}<small>{note}</small></button>'


def refused() -> str:
    """Instead of sending the browser to somebody who is not known here."""
    return _page("Yêu cầu không hợp lệ", "<p>Ứng dụng gửi bạn đến đây chưa được đăng ký. Hãy quay lại.</p>")


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{title}</title><link rel="stylesheet" href="/style.css"></head><body><main><p class="mock">{MOCK}</p>'
        f"<h1>{title}</h1>{body}</main></body></html>"
    )
