"""One machine: the embedded PostgreSQL and Valkey under var/, unless the surroundings name other servers.

Nothing is started here: `make demo` starts them, and other commands find them by their sockets.
"""

from verifier.local.postgres import Postgres
from verifier.local.valkey import Valkey
from verifier.logs import logging
from verifier.settings import environment
from verifier.settings.base import *  # noqa: F403 - settings are one namespace
from verifier.settings.base import VAR, caches, storages

# Known to all, and so good for this machine only: production refuses to start without one of its own.
SECRET_KEY = environment.text("SECRET_KEY", "local-only-" + "0" * 50)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *environment.listed("ALLOWED_HOSTS")]
INTERNAL_IPS = ["127.0.0.1"]

DATABASES = environment.databases() or Postgres(VAR / "postgres").doors("verifier")
REDIS_URL = environment.text("REDIS_URL") or Valkey(VAR / "valkey").address()
CACHES = caches(REDIS_URL)
CELERY_BROKER_URL = environment.broker(REDIS_URL)

STORAGES = storages(VAR, static="whitenoise.storage.CompressedStaticFilesStorage")
# Straight from the front-end build; there is no collectstatic step on one machine.
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# A passkey needs https, but for the machine one sits at.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
DEMO = True
LOGGING = logging("console", level=environment.text("LOG_LEVEL", "INFO"))
