"""The tests' own servers, without durability, and a database per run and test process: runs do not meet."""

import os

from verifier.local.postgres import Postgres
from verifier.local.valkey import Valkey
from verifier.logs import logging
from verifier.settings import environment
from verifier.settings.base import *  # noqa: F403 - settings are one namespace
from verifier.settings.base import CELERY_BROKER_TRANSPORT_OPTIONS, VAR, caches, storages

SECRET_KEY = "test-only-" + "0" * 50
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]

# Set by the first process of a run and inherited by those it starts; the worker's name is pytest-xdist's.
TEST_RUN = os.environ.setdefault("VERIFIER_TEST_RUN", str(os.getpid()))
TEST_PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "one")
TEST_SERVERS = VAR / "test"
TEST_DATABASE = f"test_verifier_{TEST_RUN}_{TEST_PROCESS}"

DATABASES = environment.databases() or Postgres(TEST_SERVERS / "postgres", durable=False).doors("verifier")
for door in DATABASES.values():
    door["NAME"] = TEST_DATABASE

REDIS_URL = environment.text("REDIS_URL") or Valkey(TEST_SERVERS / "valkey", durable=False).address()
CACHES = caches(REDIS_URL)
CACHES["default"]["KEY_PREFIX"] = TEST_DATABASE
CELERY_BROKER_URL = environment.broker(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = CELERY_BROKER_TRANSPORT_OPTIONS | {
    "global_keyprefix": f"{TEST_DATABASE}:",
    # A task whose worker was killed is to come back within the patience of a test.
    "visibility_timeout": 10,
    "unacked_restore_interval": 1,
}
# In the tests' own process a task runs where it is queued; the servers of a journey leave it to a real worker.
CELERY_TASK_ALWAYS_EAGER = "VERIFIER_SERVED" not in os.environ
CELERY_TASK_EAGER_PROPAGATES = True

VAR = TEST_SERVERS / TEST_DATABASE
FILE_UPLOAD_TEMP_DIR = environment.made(TEST_SERVERS / "receiving")
STATEMENT_SIGNING_DIR = VAR / "authority"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat")
STORAGES = storages(VAR, static="django.contrib.staticfiles.storage.StaticFilesStorage")
WHITENOISE_USE_FINDERS = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
DEMO = True
LOGGING = logging("console", level="WARNING")
