"""The citizen's addresses, in Vietnamese without accents."""

from django.urls import path

from ihanoi.portal.views import (
    about,
    addressed,
    case,
    home,
    mine,
    open_data,
    report,
    seen,
    unit_choice,
    weaknesses,
    working_days,
)
from ihanoi.portal.views import map as the_map

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("tra-cuu", home.look_up, name="look_up"),
    path("tien-ich", about.services, name="services"),
    path("quy-che", about.regulation, name="regulation"),
    path("lich-lam-viec/<int:year>", working_days.working_days, name="working-days"),
    path("quyen-rieng-tu", about.privacy, name="privacy"),
    path("bao-lo-hong", weaknesses.weaknesses, name="weaknesses"),
    path(".well-known/security.txt", weaknesses.security_txt, name="security_txt"),
    path("may-doc", about.reader, name="reader"),
    path("du-lieu-mo", about.open_data, name="open_data"),
    path("gui-phan-anh", report.place, name="report"),
    path("gui-phan-anh/don-vi", report.unit, name="unit"),
    path("gui-phan-anh/dia-chi", unit_choice.suggestions, name="suggestions"),
    path("gui-phan-anh/mo-ta", report.describe, name="describe"),
    path("gui-phan-anh/goi-y", report.hints, name="hints"),
    path("gui-phan-anh/xem-truoc", report.preview, name="preview"),
    path("gui-phan-anh/bo-nhap", report.discard, name="discard"),
    path("gui", addressed.choose, name="choose"),
    path("gui/co-quan", addressed.agency_names, name="agency_names"),
    path("gui/<slug:slug>", addressed.write, name="write"),
    path("gui/<slug:slug>/xem-truoc", addressed.preview, name="preview_addressed"),
    path("gui/<slug:slug>/bo-nhap", addressed.discard, name="discard_addressed"),
    path("phan-anh/<str:code>", case.case, name="case"),
    path("phan-anh/<str:code>/theo-doi", case.follow, name="follow"),
    path("phan-anh/<str:code>/da-gui", mine.receipt, name="receipt"),
    path("tai-khoan/ai-da-xem", seen.seen, name="seen"),
    path("cua-toi", mine.my_cases, name="my_cases"),
    path("cua-toi/<str:code>", mine.my_case, name="my_case"),
    path("cua-toi/<str:code>/bo-sung", mine.add, name="add"),
    path("cua-toi/<str:code>/rut", mine.withdraw, name="withdraw"),
    path("cua-toi/<str:code>/danh-gia", mine.rate, name="rate"),
    path("ban-do", the_map.the_map, name="map"),
    path("ban-do/diem", open_data.points, name="points"),
    path("ban-do/don-vi", open_data.shapes, name="shapes"),
    path("ban-do/rss", open_data.feed, name="feed"),
    path("ban-do/geojson", open_data.geojson, name="geojson"),
]
