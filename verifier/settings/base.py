"""What holds wherever the product runs. Local, test and production add where its servers are."""

from collections.abc import MutableMapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF, STRICT_DYNAMIC
from django.utils.translation import gettext_lazy as _

from verifier.settings import environment

BASE_DIR = Path(__file__).resolve().parents[2]
VAR = Path(environment.text("VAR_DIR", str(BASE_DIR / "var")))

# The parts ---------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "verifier.people",
    "verifier.trail",
    "verifier.desk",
    "verifier.confirmations",
    "projects",
    "reports",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "django_htmx",
    "template_partials",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]
MIDDLEWARE = [
    "verifier.logs.RequestNumber",
    "verifier.http.OutageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "verifier.desk.signing_in.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "verifier.people.second_factor.RequireSecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "verifier.http.RefusalMiddleware",
]
ROOT_URLCONF = "verifier.urls"
WSGI_APPLICATION = "verifier.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]
# Widgets are drawn by our own templates, found where every other template is.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who works here ----------------------------------------------------------------------------------------------------

BODY = environment.document(
    "BODY",
    {
        "name": {"en": "Meridian Verification", "zh": "子午核查"},
        "address": {"en": "1 Harbour Street, Singapore", "zh": "新加坡海港街 1 号"},
        # [{"by", "number", "scope"}]: who accredited the body, for what.
        "accreditation": [{"by": "Demonstration Accreditation Board", "number": "DEMO-0001", "scope": "ISO 14065"}],
        # The code that each scheme's owner gave the body; it stands in the numbers of its documents.
        "codes": {"default": "XX000"},
    },
)
PUBLIC_ADDRESS = environment.text("PUBLIC_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
WORKLISTS = ["projects.worklist.worklist", "reports.queries.worklist", "verifier.confirmations.queries.worklist"]
PLACES = ["projects.queries.places", "verifier.confirmations.queries.places", "reports.queries.places"]
# Demo accounts may be loaded: their passwords are known to everybody.
DEMO = False

# People ------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
# An address is unique whatever its case: a constraint of the table, which this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "verifier.people.accounts.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = BODY["name"]["en"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
USERSESSIONS_TRACK_ACTIVITY = False

# Grants are rows with real foreign keys, and a stranger is nobody: guardian's stand-in user is not made.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False

# In the database, so that people stay signed in while Redis is away.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# What pages may load -----------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE, STRICT_DYNAMIC],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"


def worker_policy(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """A worker obeys the policy of its own script: this one computes hashes by WebAssembly, which no page may run."""
    if Path(path).name.startswith("hashing."):
        headers["Content-Security-Policy"] = f"default-src {NONE}; script-src {SELF} 'wasm-unsafe-eval'"


WHITENOISE_ADD_HEADERS_FUNCTION = worker_policy
SECURE_REFERRER_POLICY = "same-origin"

# Languages and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "verifier" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files -------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = environment.made(BASE_DIR / "build" / "static")
WHITENOISE_ALLOW_ALL_ORIGINS = False
FONT_DIR = BASE_DIR / "build" / "fonts"
STATEMENT_SIGNING_DIR = Path(environment.text("STATEMENT_SIGNING_DIR", str(VAR / "authority")))
# Room for evidence: one file, what one person has begun to send, and all files of a case. In bytes.
MAX_EVIDENCE_BYTES = 20 << 30
MAX_OPEN_BYTES = int(environment.text("MAX_OPEN_BYTES", str(100 << 30)))
MAX_CASE_BYTES = int(environment.text("MAX_CASE_BYTES", str(500 << 30)))
UPLOADS_KEPT = timedelta(days=7)
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = environment.made(VAR / "receiving")
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]


# Malware: unix:/run/clamav/clamd.ctl or tcp:HOST:PORT; empty: files are marked as not scanned. The second must be what
# clamd has as StreamMaxLength, MaxFileSize and MaxScanSize, under AlertExceedsMax.
CLAMAV_ADDRESS = environment.text("CLAMAV_ADDRESS")
CLAMAV_MOST_BYTES = int(environment.text("CLAMAV_MOST_BYTES", str(2000 << 20)))


def storages(var: Path, *, static: str) -> dict[str, dict[str, Any]]:
    """Evidence is "default"; beside it what was made of it, and apart from it what the body issued.

    None has an address of its own on the web. With S3_BUCKET set they lie in a bucket, each under its own name; what
    was not examined yet stays on a disk that web server and worker share.
    """
    kept = {name: _kept(var, name) for name in ("files", "series", "previews", "statements")}
    disk = "django.core.files.storage.FileSystemStorage"
    return {
        "default": kept.pop("files"),
        **kept,
        "quarantine": {"BACKEND": disk, "OPTIONS": {"location": var / "quarantine", "base_url": None}},
        "staticfiles": {"BACKEND": static},
    }


def _kept(var: Path, name: str) -> dict[str, Any]:
    if not (bucket := environment.text("S3_BUCKET")):
        where = {"location": var / name, "base_url": None}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": where}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "location": name,
            "endpoint_url": environment.text("S3_ENDPOINT") or None,
            "region_name": environment.text("S3_REGION") or None,
            "access_key": environment.text("S3_ACCESS_KEY") or None,
            "secret_key": environment.text("S3_SECRET_KEY") or None,
            "addressing_style": environment.text("S3_ADDRESSING", "auto"),
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }


# Redis: the queue, and the counters of rate limits -----------------------------------------------------------------


def caches(redis: str) -> dict[str, dict[str, Any]]:
    """Only rate limits are kept here. When Redis is away they are not waved through: signing in then answers 503."""
    waiting = {"socket_timeout": 2, "socket_connect_timeout": 2}
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"default": {"BACKEND": backend, "LOCATION": redis, "KEY_PREFIX": "verifier", "OPTIONS": waiting}}


# A task is acknowledged when it is done, so one whose worker dies is given to another. The visibility timeout must
# exceed the longest task and the longest countdown, or a task still running is handed out a second time.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 25 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 20 * 60
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
    "visibility_timeout": 30 * 60,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
# The clock queues work again that was left undone this long: its queue was away, or its worker was killed.
LEFT_UNDONE_AFTER = timedelta(seconds=int(environment.text("LEFT_UNDONE_AFTER", "120")))
CELERY_BEAT_SCHEDULE = {
    "seal the trail": {"task": "verifier.trail.schedule.seal_trail", "schedule": 60},
    "resume intake": {"task": "projects.schedule.resume_intake", "schedule": 60},
    "drop expired uploads": {"task": "projects.schedule.drop_expired_uploads", "schedule": 60 * 60},
    "resume issuing": {"task": "reports.schedule.resume_issuing", "schedule": 60},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat")

# Programs ----------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "knox.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "rest_framework.parsers.JSONParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.CursorPagination",
    "PAGE_SIZE": 50,
    "EXCEPTION_HANDLER": "verifier.http.problem",
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
REST_KNOX = {
    "TOKEN_TTL": timedelta(hours=10),
    "TOKEN_PREFIX": "vfy_",
    "TOKEN_LIMIT_PER_USER": 10,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Verifier",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "Stage": "projects.stages.Stage.choices",
        "FindingStage": "projects.stages.FindingStage.choices",
        "SeriesStage": "projects.stages.SeriesStage.choices",
        "SeriesSource": "projects.models.Series.Source",
        "ReportStage": "reports.stages.ReportStage.choices",
        "StatementStage": "reports.stages.StatementStage.choices",
        "ReviewVerdict": "reports.models.Review.Verdict",
        "DispositionVerdict": "projects.models.Disposition.Verdict",
        "DecisionVerdict": "reports.models.Decision.Verdict",
        "StatementStanding": "reports.queries.Standing",
        "ConfirmationStanding": "verifier.confirmations.models.Standing",
    },
}
