"""The gallery, the switches and the error pages; what no template may contain."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory, override_settings
from django.urls import include, path

from ihanoi import ui
from ihanoi.ui import views

urlpatterns = [path("", include("ihanoi.ui.urls"))]
PLAIN_STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TEMPLATES = Path(ui.__file__).parent / "templates"
ALL = sorted(TEMPLATES.rglob("*.html"))


@pytest.fixture(autouse=True)
def _ui_alone():
    with override_settings(
        ROOT_URLCONF=__name__,
        STORAGES=PLAIN_STATIC,
        MIDDLEWARE=["django.middleware.locale.LocaleMiddleware", "django.middleware.common.CommonMiddleware"],
        MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
    ):
        yield


def get(view, address="/", **cookies):
    request = RequestFactory().get(address)
    request.COOKIES.update(cookies)
    return view(request)


def test_gallery_shows_every_component():
    page = get(views.gallery).content.decode()
    assert "Quá hạn 4 ngày 2 giờ" in page
    assert "<c-" not in page and "{%" not in page and "{{" not in page


def test_theme_is_drawn_by_the_server():
    assert 'data-theme="ihanoi-dark"' in get(views.gallery, theme="dark").content.decode()
    assert "data-theme=" not in get(views.gallery, theme="neon").content.decode()


def test_theme_is_kept_and_returns_only_to_our_own_pages(client):
    kept = client.post("/giao-dien", {"theme": "dark", "next": "/ban-do?x=1"})
    assert kept["Location"] == "/ban-do?x=1" and kept.cookies["theme"].value == "dark"
    assert client.post("/giao-dien", {"theme": "dark", "next": "https://evil.example/"})["Location"] == "/"


def test_language_is_kept(client):
    assert client.post("/ngon-ngu", {"language": "en"}).cookies["django_language"].value == "en"
    assert "django_language" not in client.post("/ngon-ngu", {"language": "xx"}).cookies


def test_manifest_names_the_app(client):
    assert client.get("/manifest.webmanifest").json()["short_name"] == "iHanoi"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 429, 500])
def test_error_pages_say_what_to_do(status):
    page = views.error_page(RequestFactory().get("/x"), status)
    assert page.status_code == status and b"<h1>" in page.content and b"btn-primary" in page.content


def test_an_error_page_says_the_denial():
    assert (
        "Không còn Từ chối"
        in views.error_page(RequestFactory().get("/"), 409, sentence="Không còn Từ chối").content.decode()
    )


def test_too_many_says_when_to_come_back():
    page = views.too_many(RequestFactory().get("/"), retry_after=130)
    assert page["Retry-After"] == "130" and "3 phút" in page.content.decode()


def test_csrf_failure_keeps_the_status_that_clients_know():
    assert views.csrf_failure(RequestFactory().post("/")).status_code == 403


@pytest.mark.parametrize("file", ALL, ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_templates_obey_the_policy(file):
    text = file.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|\shx-on|js:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert len(text.splitlines()) <= 60


def test_handed_through_values_are_escaped():
    template = engines["django"].from_string('<c-button :data-x="evil" label="{{ evil }}" icon="x" />')
    page = template.render({"evil": '"><script>alert(1)</script>'})
    assert "<script>" not in page and "&quot;&gt;&lt;script&gt;" in page


@pytest.mark.parametrize("file", sorted((TEMPLATES / "cotton").glob("*.html")), ids=lambda file: file.stem)
def test_every_component_says_what_it_takes(file):
    assert file.read_text().startswith("{# ")
