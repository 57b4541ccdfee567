"""Typed settings from the environment. Every default is safe for a demo on one machine; `ihanoi check` refuses them elsewhere."""

from pathlib import Path

from environs import Env

env = Env()
PACKAGE = Path(__file__).resolve().parent.parent

DEMO = env.bool("IHANOI_DEMO", True)
VAR = Path(env.str("IHANOI_VAR", "var")).resolve()
DEBUG = env.bool("IHANOI_DEBUG", False)
SECRET_KEY = env.str("IHANOI_SECRET_KEY", "demo-only-key-that-the-check-refuses-outside-the-demo")
ALLOWED_HOSTS = env.list("IHANOI_HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"])
PUBLIC_URL = env.str("IHANOI_PUBLIC_URL", "http://127.0.0.1:8000")
LIVE_URL = env.str("IHANOI_LIVE_URL", "http://127.0.0.1:8001")

CITY_NAME = env.str("IHANOI_CITY_NAME", "Hà Nội")
CODE_PREFIX = env.str("IHANOI_CODE_PREFIX", "HN")
BOUNDARIES = env.str("IHANOI_BOUNDARIES", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "procrastinate.contrib.django",
    "ihanoi.kernel",
    "ihanoi.journal",
    "ihanoi.places",
    "ihanoi.people",
    "ihanoi.media",
    "ihanoi.routing",
    "ihanoi.notifications",
    "ihanoi.cases",
    "ihanoi.insight",
    "ihanoi.ui",
    "ihanoi.portal",
    "ihanoi.desk",
    "ihanoi.demo",
    "ihanoi.operation",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ihanoi.config.urls"
WSGI_APPLICATION = "ihanoi.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", "postgres://localhost/ihanoi")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": env.int("IHANOI_POOL", 8)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 30 * 24 * 3600

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
