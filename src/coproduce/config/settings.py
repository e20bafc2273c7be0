"""The only settings file. Everything that differs between sites comes from the environment.

Each variable is described in ``docs/reference/settings.md``; a house test fails when one is missing there.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env.str("COPRODUCE_HOME", default="var")).resolve()

# Development is chosen, never fallen into: without the variable the strict settings hold.
DEBUG = env.bool("COPRODUCE_DEBUG", default=False)
DEMO = env.bool("COPRODUCE_DEMO", default=False)

SITE_ADDRESS = env.str("COPRODUCE_ADDRESS", default="http://localhost:8000").rstrip("/")
SITE_NAME = env.str("COPRODUCE_SITE_NAME", default="coproduce")
# Where the source code is offered, and whom to write to about barriers, privacy and security.
SOURCE_ADDRESS = env.str("COPRODUCE_SOURCE_ADDRESS", default="")
CONTACT = env.str("COPRODUCE_CONTACT", default="")
SECURE = SITE_ADDRESS.startswith("https://")
HOST = SITE_ADDRESS.split("//", 1)[1].split("/", 1)[0].rsplit(":", 1)[0]
ALLOWED_HOSTS = env.list("COPRODUCE_HOSTS", default=[HOST])


def _secret_key() -> str:
    """The signing key: from the environment, or made once and kept beside the database, readable by its owner alone."""
    # Read as it stands: the settings package takes a leading dollar sign for the name of another variable.
    given = os.environ.get("COPRODUCE_SECRET_KEY", "")
    if given:
        return given
    from django.core.management.utils import get_random_secret_key

    place = HOME / "secret-key"
    if not place.exists():
        HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(get_random_secret_key() + get_random_secret_key())
        except FileExistsError:  # another process was quicker
            pass
    return place.read_text()


SECRET_KEY = _secret_key()
# Kept after a change, so that what was signed before can still be told, and boards of votes can still be made.
SECRET_KEY_FALLBACKS = os.environ.get("COPRODUCE_OLD_SECRET_KEYS", "").split()

INSTALLED_APPS = [
    "coproduce.config",
    "coproduce.ui",
    "coproduce.places",
    "coproduce.people",
    "coproduce.initiatives",
    "coproduce.accountability",
    "coproduce.commissioning",
    "coproduce.design",
    "coproduce.delivery",
    "coproduce.assessment",
    "coproduce.blueprints",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "coproduce.config.middleware.ClosedFeatures",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "coproduce.ui.languages.KeptLanguage",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "coproduce.config.middleware.ClearRefusals",
]

ROOT_URLCONF = "coproduce.config.urls"
WSGI_APPLICATION = "coproduce.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coproduce.ui.context.look",
                "coproduce.config.context.town_around",
            ],
        },
    }
]
FORM_RENDERER = "coproduce.ui.forms.Renderer"

# A few hours of a big vote: ballots that arrive together are stored together.
CASTING_MODE = env.bool("COPRODUCE_CASTING_MODE", default=False)
# Threads that answer, in each web worker. One: more fight over the interpreter's lock. In casting mode they are many,
# which wait for the disk together.
WEB_THREADS = 8 if CASTING_MODE else 1

# ---- the database -------------------------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    """SQLite in one file, or PostgreSQL by address; nothing else changes between them."""
    address: str = env.str("COPRODUCE_DATABASE", default="")
    if address:
        database: dict[str, Any] = environ.Env.db_url_config(address)
        # In casting mode each thread waits for the writer with its connection in hand: a pool would run dry.
        pooled = env.bool("COPRODUCE_POOL", default=False) and not CASTING_MODE
        if pooled:
            database.setdefault("OPTIONS", {})["pool"] = {"max_size": 8}
        database["CONN_MAX_AGE"] = 0 if pooled else None
        database["CONN_HEALTH_CHECKS"] = True
        return database
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "coproduce.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # WAL is set once, by a migration: changing the journal while others hold the file fails.
            "init_command": "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
            " PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728;",
        },
        # A file, so that threads and the two-process tests see one database as the site does.
        "TEST": {"NAME": Path(tempfile.gettempdir()) / f"coproduce-test-{os.getpid()}.sqlite3"},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- people and sign-in -------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:me"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "coproduce.people.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_FORM_CLASS = "coproduce.people.forms.JoinForm"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE

CACHES = {
    # Throttles live here: with the usual 300 entries others could push somebody's count out.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Pieces of pages that are the same for everybody, kept for a minute by each worker.
    "pieces": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 1000}},
}
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_FAILURE_VIEW = "coproduce.ui.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ---- the browser's protection -------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = SECURE and env.bool("COPRODUCE_REDIRECT_TO_HTTPS", default=True)
BEHIND_PROXY = env.bool("COPRODUCE_BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Whose attempts to sign in are counted: the last address is what the proxy itself wrote. Without this all visitors
# would count as the proxy, and a single one could shut everybody out.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# ---- words and times ----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE else "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("COPRODUCE_TIME_ZONE", default="Europe/Paris")

# ---- files --------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
# The finders serve straight from the package, so no collecting step stands between install and first page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 86_400

# ---- mail and jobs ------------------------------------------------------------------------------------------------

# In the demo and in development mail goes to a page that one can read; else to the server that is named.
MAIL_SERVER = env.str("COPRODUCE_MAIL_SERVER", default="")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if MAIL_SERVER else "coproduce.people.postbox.PostboxBackend"
)
if MAIL_SERVER:
    vars().update({k: v for k, v in environ.Env.email_url_config(MAIL_SERVER).items() if k != "EMAIL_BACKEND"})
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("COPRODUCE_MAIL_FROM", default=f"coproduce@{HOST}")
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
        "ENQUEUE_ON_COMMIT": True,
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
