"""The officer's pages under /ban-xu-ly/. Every move has its own address: GET shows its form, POST makes it."""

from __future__ import annotations

from django.urls import path, register_converter

from ihanoi.desk import views
from ihanoi.desk.words import MOVES, SHELVES


class CodeConverter:
    """HN-2611-004612."""

    regex = r"[A-Za-z]{1,8}-\d{4}-\d{6,12}"

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "code")

app_name = "desk"
AT = "ban-xu-ly/"
urlpatterns = [
    *(
        path(AT + words.slug, views.shelf, {"shelf": shelf}, name=f"shelf-{shelf}")
        for shelf, words in SHELVES.items()
    ),
    path(AT + "menu", views.menu, name="menu"),
    path(AT + "tim", views.search, name="search"),
    path(AT + "co-quan", views.seat, name="seat"),
    path(AT + "nhap-ho", views.entry, name="entry"),
    path(AT + "so-lieu", views.figures, name="figures"),
    path(AT + "nhieu", views.bulk, name="bulk"),
    path(AT + "bo-loc", views.keep, name="keep"),
    path(AT + "bo-loc/<int:filter_id>/bo", views.drop, name="drop"),
    path(AT + "tham-quyen", views.rule_sets, name="rules"),
    path(AT + "tham-quyen/thu", views.bench, name="bench"),
    path(AT + "tham-quyen/<int:set_id>", views.rule_set, name="rule-set"),
    path(AT + "tham-quyen/<int:set_id>/quy-tac", views.rule, name="new-rule"),
    path(AT + "tham-quyen/<int:set_id>/quy-tac/<int:rule_id>", views.rule, name="rule"),
    path(AT + "tham-quyen/<int:set_id>/nguong", views.threshold, name="threshold"),
    path(AT + "tham-quyen/<int:set_id>/chay-thu", views.replay, name="replay"),
    path(AT + "tham-quyen/<int:set_id>/bat", views.switch_on, name="switch-on"),
    path(AT + "tham-quyen/<int:set_id>/bo", views.drop_draft, name="drop-draft"),
    path(AT + "may-doc", views.readers, name="readers"),
    path(AT + "may-doc/huan-luyen", views.train, name="train"),
    path(AT + "may-doc/<int:number>/dung", views.use_reader, name="use-reader"),
    path(AT + "do-chinh-xac", views.quality, name="quality"),
    path(AT + "<code:code>", views.case, name="case"),
    path(AT + "<code:code>/phieu", views.sheet, name="sheet"),
    path(AT + "<code:code>/moi", views.newer, name="newer"),
    path(AT + "<code:code>/cac-buoc", views.moves, name="moves"),
    path(AT + "<code:code>/ghi-chu", views.note, name="note"),
    path(AT + "<code:code>/anh/<int:case_file_id>/che", views.hide, name="hide"),
    *(
        path(f"{AT}<code:code>/{words.slug}", views.move, {"verb": verb}, name=verb)
        for verb, words in MOVES.items()
    ),
]
