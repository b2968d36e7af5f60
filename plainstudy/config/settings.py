"""Every setting of plainstudy, read from the environment; docs/settings.md explains each."""

import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from . import env
from .keys import secret_from, stored_keys

PACKAGE = Path(__file__).resolve().parent.parent

# ── Where things are ──────────────────────────────────────────────────────────

DATA_DIR = Path(env.text("PLAINSTUDY_DATA_DIR", "data")).expanduser().resolve()
SITE_URL = env.web_address(
    "PLAINSTUDY_SITE_URL",
    "http://127.0.0.1:8000",
    example="https://studies.example.org, without a path",
    whole_site=True,
)
SITE_IS_HTTPS = SITE_URL.startswith("https://")
OPERATOR = " ".join(env.text("PLAINSTUDY_OPERATOR").split())

_keys = stored_keys(DATA_DIR)
SECRET_KEY = ",".join(env.long_secrets("PLAINSTUDY_SECRET_KEY")) or secret_from(_keys, "site")
ADDRESS_KEYS = env.long_secrets("PLAINSTUDY_ADDRESS_KEYS") or [secret_from(_keys, "addresses")]
"""Newest first; addresses are encrypted with the first and read with any."""
CHAIN_KEY = secret_from(_keys, "chain")
"""Vouches for the history of records, in a file outside the database."""

# ── Database ──────────────────────────────────────────────────────────────────

_database_url = env.server_address(
    "PLAINSTUDY_DATABASE_URL",
    f"sqlite:///{DATA_DIR / 'plainstudy.sqlite3'}",
    schemes="sqlite|postgres|postgresql",
    advice="must begin with sqlite:/// or postgresql://, as in postgresql://user:password@host:5432/plainstudy",
)
DATABASES = {"default": environ.Env.db_url_config(_database_url)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: a writer waits its turn at the start and never fails in the middle.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; "
        "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Opening a database anew takes longer than answering that a page is unchanged.
DATABASES["default"]["CONN_MAX_AGE"] = 600
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── Registry ──────────────────────────────────────────────────────────────────

CTGOV_URL = env.web_address(
    "PLAINSTUDY_CTGOV_URL", "https://clinicaltrials.gov/api", example="https://clinicaltrials.gov/api"
)

# ── Writing ───────────────────────────────────────────────────────────────────

MODEL = env.text("PLAINSTUDY_MODEL", "rules")
"""Who writes: "rules", or "provider:model" for a language model whose texts replace those of the rules."""
MODEL_URL = env.text("PLAINSTUDY_MODEL_URL").rstrip("/")
if MODEL != "rules" and not re.fullmatch(r"[a-z][a-z0-9-]{1,20}:[\w./:@-]{1,40}", MODEL):
    raise ImproperlyConfigured(
        f"PLAINSTUDY_MODEL is {MODEL!r}; write rules, or provider:model as in openai:gpt-5-mini"
    )
if MODEL_URL and (urlsplit(MODEL_URL).scheme not in {"http", "https"} or not urlsplit(MODEL_URL).hostname):
    raise ImproperlyConfigured(
        f"PLAINSTUDY_MODEL_URL is {MODEL_URL!r}; write the address of an OpenAI-compatible server, "
        "as in http://127.0.0.1:8080/v1"
    )
if MODEL_URL and MODEL.partition(":")[0] not in {"rules", "openai", "local"}:
    raise ImproperlyConfigured(
        f"PLAINSTUDY_MODEL is {MODEL!r}, but the server at PLAINSTUDY_MODEL_URL is asked as OpenAI's would be"
        ": write local:name or openai:name"
    )
if MODEL.startswith("local:") and not MODEL_URL:
    raise ImproperlyConfigured(
        "PLAINSTUDY_MODEL names a local model: set PLAINSTUDY_MODEL_URL to its server's address as well"
    )
MODEL_KEY = env.text("PLAINSTUDY_MODEL_KEY")
MODEL_CONCURRENCY = env.whole("PLAINSTUDY_MODEL_CONCURRENCY", default=4, least=1, most=64)
"""Pages that a model writes at the same time."""
MODEL_TIMEOUT = env.whole("PLAINSTUDY_MODEL_TIMEOUT", default=90, least=1, most=3600)
"""Seconds until an answer comes too late."""
MODEL_BUDGET_TOKENS = env.whole("PLAINSTUDY_MODEL_BUDGET_TOKENS", default=1_000_000, least=0, most=10**12)
"""Tokens a day (UTC), in and out; 0 means no limit."""
MODEL_BUDGET_MONEY = env.money("PLAINSTUDY_MODEL_BUDGET_MONEY")
"""US dollars a day (UTC); 0 means no limit."""

# ── Mail ──────────────────────────────────────────────────────────────────────

_email_url = env.server_address(
    "PLAINSTUDY_EMAIL_URL",
    "dummymail://",
    schemes=r"smtp|smtps|smtp\+tls|smtp\+ssl|consolemail|filemail|memorymail|dummymail",
    advice="must begin with smtp://, smtp+tls:// or smtp+ssl://, "
    "as in smtp+tls://user:password@mail.example.org:587",
)
_email = environ.Env.email_url_config(_email_url)
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _email.get("EMAIL_USE_TLS", False), _email.get("EMAIL_USE_SSL", False)
EMAIL_HOST = _email.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _email.get("EMAIL_PORT") or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_FILE_PATH = "/" + _email["EMAIL_FILE_PATH"].lstrip("/") if _email.get("EMAIL_FILE_PATH") else None
EMAIL_TIMEOUT = 20
_email_rate = env.text("PLAINSTUDY_EMAIL_RATE", "0")
if not re.fullmatch(r"\d{1,6}(\.\d{1,3})?", _email_rate):
    raise ImproperlyConfigured(
        f"PLAINSTUDY_EMAIL_RATE is {_email_rate!r}; write how many mails a second your server takes, as in 10"
    )
EMAIL_RATE = float(_email_rate)
"""Mails a second at most; 0 means as fast as the server takes them."""
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.sender(
    "PLAINSTUDY_EMAIL_FROM", f"plainstudy@{urlsplit(SITE_URL).hostname}"
)
MAILBOX_DIR = DATA_DIR / "mailbox" if env.flag("PLAINSTUDY_MAILBOX", default=False) else None
"""Where the demo keeps mails for its mailbox page instead of sending them; None means mails are sent."""
if MAILBOX_DIR:
    EMAIL_BACKEND = "plainstudy.alerts.mailbox.MailboxBackend"
elif not env.text("PLAINSTUDY_EMAIL_URL"):
    # Printing them would put addresses and links into the log, and call mails sent that nobody gets.
    EMAIL_BACKEND = "plainstudy.alerts.no_server.NoMailServer"

# ── Editors ───────────────────────────────────────────────────────────────────

EDITING = env.flag("PLAINSTUDY_EDITING", default=True)
"""Whether there are pages for editors at all; they are not there either until somebody is an editor."""
REPORT_MONTHS = env.whole("PLAINSTUDY_REPORT_MONTHS", default=12, least=1, most=120)
"""After so many months a reader's report is deleted."""

# ── Requests ──────────────────────────────────────────────────────────────────

DEBUG = False
_host = urlsplit(SITE_URL).hostname or ""
ALLOWED_HOSTS = [f"[{_host}]" if ":" in _host else _host, "localhost", "127.0.0.1", "[::1]"]
TRUSTED_PROXIES = env.networks("PLAINSTUDY_TRUSTED_PROXIES")
"""Addresses or networks whose X-Forwarded-For is believed."""
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SITE_IS_HTTPS else 0
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_HTTPS
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_NAME = "editor"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # until the browser is closed
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "/admin/login/"
PASSWORD_RESET_TIMEOUT = 2 * 24 * 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

INSTALLED_APPS = [
    "plainstudy.conditions",
    "plainstudy.studies",
    "plainstudy.changes",
    "plainstudy.editors",
    "plainstudy.writing",
    "plainstudy.search",
    "plainstudy.alerts",
    "plainstudy.pipeline",
    "plainstudy.pages",
    "plainstudy.desk",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "plainstudy.desk.middleware.DeskDoor",
    "plainstudy.desk.middleware.DeskSession",
    "plainstudy.desk.middleware.DeskCsrf",
    "plainstudy.desk.middleware.DeskSignIn",
    "plainstudy.desk.middleware.DeskMessages",
]
ROOT_URLCONF = "plainstudy.config.urls"
WSGI_APPLICATION = "plainstudy.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "plainstudy.pages.context.site",
                # The editors' pages ask for these; on public pages they read nothing and cost nothing.
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# ── Files, language, time ─────────────────────────────────────────────────────

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

# ── Logs: no address, no query, no token ──────────────────────────────────────

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "plainstudy.config.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"terminal": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "plainstudy": {"level": "INFO"},
        "stamina": {"level": "ERROR"},
        # Somebody asks for another host's pages all day long: answered with 400, and no traceback each.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

MISSPELT = env.misspelt()  # the last line: all that can be set was read
"""Variables that nobody reads, each with the name that may be meant: ``plainstudy doctor`` names them."""
