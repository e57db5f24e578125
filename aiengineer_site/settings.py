"""Settings of the site; everything an operator sets comes from the environment.

docs/operations.md lists the variables. Without any, and with DEBUG off, the site
runs on SQLite from a folder of its own, which is what `make run` does.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

# Lets generic classes such as ModelAdmin[Role] be written at run time too.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))


def secret_key() -> str:
    """Take the key from the environment, else from the file that `make run` writes."""
    # Read directly: environ takes a value that begins with "$" for a reference.
    if key := os.environ.get("SECRET_KEY", ""):
        return key
    file = DATA_DIR / "secret_key"
    if file.is_file():
        return file.read_text().strip()
    if DEBUG:
        return "insecure-key-for-development-only"
    raise ImproperlyConfigured(
        "Set SECRET_KEY, or start the site with `make run`, which makes one."
    )


SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Only a proxy that overwrites X-Forwarded-* may be trusted with them.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
# HTTPS=1 when the site is reached over TLS: Secure cookies, HSTS, redirect.
HTTPS = env.bool("HTTPS", default=False)
# A draft is published only when another person than its last editor approved it.
TWO_PERSON_RULE = env.bool("TWO_PERSON_RULE", default=False)
# Such as mailto:security@example.org; shown in /.well-known/security.txt.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")
SITE_URL = env.str("SITE_URL", default="").rstrip("/")

INSTALLED_APPS = [
    *(["whitenoise.runserver_nostatic"] if DEBUG else []),
    "content.apps.EditingConfig",  # django.contrib.admin with this guide's own site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.sitemaps",
    "django_htmx",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "skills",
    "roles",
    "quiz",
    "learning",
    "content",
]
# The one conditional between Django versions: template fragments are part of
# Django from 6.0 on and come from a package before.
TEMPLATE_BUILTINS: list[str] = []
if django.VERSION < (6, 0):
    INSTALLED_APPS.append("template_partials")
    TEMPLATE_BUILTINS.append("template_partials.templatetags.partials")

MIDDLEWARE = [
    "aiengineer_site.middleware.head_without_body",
    "django.middleware.security.SecurityMiddleware",
    "aiengineer_site.middleware.isolation_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "aiengineer_site.middleware.refuse_unreadable",
    "aiengineer_site.middleware.database_unavailable",
    "django.middleware.gzip.GZipMiddleware",
    "aiengineer_site.middleware.compress_public",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "aiengineer_site.urls"
WSGI_APPLICATION = "aiengineer_site.wsgi.application"
ASGI_APPLICATION = "aiengineer_site.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": TEMPLATE_BUILTINS,
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "aiengineer_site.context.site",
            ],
        },
    }
]

# Widgets have their templates where all others are.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database -----------------------------------------------------------------------

SQLITE_OPTIONS = {
    # Take the write lock at the start of a transaction: with deferred locks one
    # write in ten fails under eight clients, with this none does.
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    # FULL: an answer that was acknowledged survives a power cut.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=27103364;"
    ),
}
POSTGRESQL_OPTIONS = {
    "connect_timeout": 3,
    "tcp_user_timeout": 3000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "options": (
        "-c statement_timeout=5000 -c lock_timeout=3000 "
        "-c idle_in_transaction_session_timeout=15000"
    ),
}


def database() -> dict[str, Any]:
    url = env.db_url_config(
        env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
    )
    config: dict[str, Any] = dict(url)
    if "sqlite" in config["ENGINE"]:
        return config | {"OPTIONS": SQLITE_OPTIONS}
    options = {**config.get("OPTIONS", {}), **POSTGRESQL_OPTIONS}
    # Kept connections answer three times as many requests as new ones.
    return config | {
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CONTENT_DIR = Path(env.str("CONTENT_DIR", default=str(BASE_DIR / "content" / "data")))

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://guide")}

# Static files -------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "aiengineer_site.stylesheet.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "aiengineer_site.storage.ManifestStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = not DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Language and time --------------------------------------------------------------

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_TZ = True

# Security -----------------------------------------------------------------------

# The shape is that of SECURE_CSP in Django 6: one dictionary, ready to move.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]  # probes speak plain HTTP
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The preload list is a promise for all subdomains that the operator has to make.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60  # an editor's working day
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "aiengineer_site.errors.csrf_failure"
ATTEMPT_COOKIE_NAME = f"{COOKIE_PREFIX}attempt"
PLAN_COOKIE_NAME = f"{COOKIE_PREFIX}plans"

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000  # a page of the evidence grid has up to 900
EDITOR_UPLOAD_MAX_BYTES = 6 * 1024 * 1024  # the zip of all content files may have 5 MB

# Editors' logins ----------------------------------------------------------------

# ADMIN_2FA=1 asks every editor for a code from an app after the password.
ADMIN_2FA = env.bool("ADMIN_2FA", default=False)
OTP_TOTP_ISSUER = env.str("OTP_ISSUER", default="AI Engineer Guide")

AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Name and address together: nobody can lock an editor out from somewhere else.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "aiengineer_site.errors.locked_out"
AXES_CLIENT_IP_CALLABLE = "aiengineer_site.http.client_address"
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_ENABLE_ADMIN = False  # content/system_admin.py has lists that fit the others
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]

# Logs ---------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
