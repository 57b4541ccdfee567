"""A production with the demo's settings is refused, each setting by its own sentence."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from ihanoi.config import settings
from ihanoi.journal.models import Event
from ihanoi.kernel import clock
from ihanoi.operation import checking

SAFE: dict[str, Any] = {
    "NAMED_KEYS": True,
    "KEYS": settings.KEYS,
    "INDEX_KEY": settings.INDEX_KEY,
    "LIVE_SECRET": "y" * 60,
    "DEBUG": False,
    "SECRET_KEY": "x" * 60,
    "DEMO_SECRET_KEY": settings.DEMO_SECRET_KEY,
    "ALLOWED_HOSTS": ["ihanoi.example"],
    "PUBLIC_URL": "https://ihanoi.example",
    "LIVE_URL": "https://live.ihanoi.example",
    "TLS": True,
    "NAMED_DATABASE": "postgresql://db/ihanoi",
    "EMAIL_HOST": "mail.example",
    "EMAIL_PORT": 587,
    "DEMO_MAIL_PORT": 8025,
    "SECURITY_CONTACT": "mailto:an-ninh@ihanoi.example",
    "DEMO_SECURITY_CONTACT": settings.DEMO_SECURITY_CONTACT,
    "SMS_URL": "https://sms.example",
    "SMS_TOKEN": "x" * 40,
    "DEMO_SMS_TOKEN": settings.DEMO_SMS_TOKEN,
    "OIDC_ISSUER": "https://vneid.example",
    "OIDC_CLIENT_ID": "ihanoi",
    "OIDC_CLIENT_SECRET": "x" * 40,
    "DEMO_OIDC_SECRET": settings.DEMO_OIDC_SECRET,
    "OIDC_SCOPES": "openid profile",
    "OIDC_CLAIMS": {"citizen_id": "so_dinh_danh"},
    "CLAIM_NAMES": settings.CLAIM_NAMES,
    "LIMITED": True,
    "PROXIES": ["10.0.0.0/24"],
    "ADMINISTRATION_NETWORKS": ["10.20.0.0/16", "10.1.0.7"],
    "ADMINISTRATION_HOURS": "06:30-19:00",
}


def wrong_with(**changes: Any) -> list[str]:
    return list(checking.unsafe_settings(SimpleNamespace(**{**SAFE, **changes})))


def test_safe_settings_are_taken() -> None:
    assert wrong_with() == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"DEBUG": True}, "IHANOI_DEBUG"),
        ({"SECRET_KEY": settings.DEMO_SECRET_KEY}, "IHANOI_SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "IHANOI_SECRET_KEY"),
        ({"LIVE_SECRET": ""}, "IHANOI_LIVE_SECRET"),
        ({"LIVE_SECRET": "short"}, "IHANOI_LIVE_SECRET"),
        ({"KEYS": "2026a:"}, "IHANOI_KEYS"),
        ({"OIDC_ISSUER": "http://vneid.example"}, "IHANOI_OIDC_ISSUER"),
        ({"OIDC_CLIENT_SECRET": settings.DEMO_OIDC_SECRET}, "IHANOI_OIDC_CLIENT_SECRET"),
        ({"OIDC_CLIENT_ID": ""}, "IHANOI_OIDC_CLIENT_ID"),
        ({"OIDC_SCOPES": "profile"}, "IHANOI_OIDC_SCOPES"),
        ({"OIDC_CLAIMS": {"cccd": "so_dinh_danh"}}, "IHANOI_OIDC_CLAIMS"),
        ({"ALLOWED_HOSTS": ["*"]}, "IHANOI_HOSTS"),
        ({"ALLOWED_HOSTS": ["localhost"]}, "IHANOI_HOSTS"),
        ({"PUBLIC_URL": "http://ihanoi.example"}, "IHANOI_PUBLIC_URL"),
        ({"LIVE_URL": "http://ihanoi.example"}, "IHANOI_LIVE_URL"),
        ({"TLS": False}, "IHANOI_TLS"),
        ({"NAMED_KEYS": False}, "IHANOI_KEYS"),
        ({"NAMED_DATABASE": ""}, "DATABASE_URL"),
        ({"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 8025}, "IHANOI_MAIL_HOST"),
        ({"SECURITY_CONTACT": settings.DEMO_SECURITY_CONTACT}, "IHANOI_SECURITY_CONTACT"),
        ({"SECURITY_CONTACT": "an-ninh@ihanoi.example"}, "IHANOI_SECURITY_CONTACT"),
        ({"SMS_TOKEN": settings.DEMO_SMS_TOKEN}, "IHANOI_SMS_TOKEN"),
        ({"SMS_TOKEN": ""}, "IHANOI_SMS_TOKEN"),
        ({"SMS_URL": "http://127.0.0.1:8026"}, "IHANOI_SMS_URL"),
        ({"LIMITED": False}, "IHANOI_LIMITS"),
        ({"PROXIES": []}, "IHANOI_PROXIES"),
        ({"PROXIES": ["proxy.internal"]}, "IHANOI_PROXIES"),
        ({"ADMINISTRATION_NETWORKS": ["10.20.0.1/16"]}, "IHANOI_ADMIN_NETWORKS"),
        ({"ADMINISTRATION_HOURS": "18:00-07:30"}, "IHANOI_ADMIN_HOURS"),
        ({"ADMINISTRATION_HOURS": "always"}, "IHANOI_ADMIN_HOURS"),
    ],
)
def test_an_unsafe_setting_is_named(changes: dict[str, Any], says: str) -> None:
    found = wrong_with(**changes)
    assert len(found) == 1
    assert found[0].startswith(says)


@pytest.mark.django_db
def test_a_migrated_database_is_in_order() -> None:
    assert list(checking._database()) == []


@pytest.mark.django_db
def test_events_that_were_given_up_or_wait_too_long_are_named() -> None:
    now = clock.now()
    for index, parked_at in enumerate((None, now)):
        Event.objects.create(at=now - timedelta(hours=1), name=f"Told{index}", data={}, parked_at=parked_at)
    found = list(checking._outbox())
    assert [sentence.split(".")[0] for sentence in found[:1]] == [
        "1 events were given up after too many errors"
    ]
    assert "does the worker run?" in found[1]
