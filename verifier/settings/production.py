"""Real servers, behind a proxy that speaks https. Refuses to start while anything it needs is missing."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from verifier.logs import logging
from verifier.settings import environment
from verifier.settings.base import *  # noqa: F403 - settings are one namespace
from verifier.settings.base import BODY, VAR, caches, storages

# The web server needs no DATABASE_OWNER_URL: it is for the one place where migrations are run.
needed = environment.required(
    "SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "PUBLIC_ADDRESS", "STATEMENT_SIGNING_DIR", "BODY"
)
if not needed["PUBLIC_ADDRESS"].startswith("https://"):
    raise ImproperlyConfigured("PUBLIC_ADDRESS must begin with https://: it is printed on statements.")
if missing := {"name", "address", "accreditation", "codes"} - BODY.keys():
    raise ImproperlyConfigured(f"BODY lacks {', '.join(sorted(missing))}.")
if not Path(needed["STATEMENT_SIGNING_DIR"]).is_dir():
    raise ImproperlyConfigured(
        "STATEMENT_SIGNING_DIR must name the folder that holds the signing key and certificates."
    )

SECRET_KEY = needed["SECRET_KEY"]
SECRET_KEY_FALLBACKS = environment.listed("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [needed["PUBLIC_ADDRESS"].rstrip("/")]

DATABASES = environment.databases() or {}
for door in DATABASES.values():
    door["CONN_MAX_AGE"] = 60
    door["CONN_HEALTH_CHECKS"] = True
CACHES = caches(needed["REDIS_URL"])
CELERY_BROKER_URL = environment.broker(needed["REDIS_URL"])

STORAGES = storages(VAR, static="whitenoise.storage.CompressedManifestStaticFilesStorage")

# The proxy ends https and is the only one that reaches this server.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.text("TRUSTED_PROXY_COUNT", "1"))
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"

EMAIL_HOST = environment.text("EMAIL_HOST", "localhost")
EMAIL_PORT = int(environment.text("EMAIL_PORT", "587"))
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "verifier@localhost")

LOGGING = logging("json", level=environment.text("LOG_LEVEL", "INFO"))
