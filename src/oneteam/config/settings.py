"""Django's settings. What an operator may change is read through `oneteam.config.env` and nowhere else."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from oneteam.config import databases, env, logs, mail, postgres, secret

CHECKOUT = Path(__file__).resolve().parents[3]
TESTING = "pytest" in sys.modules

# --- What an operator may set --------------------------------------------------------------------

DATA_DIR = env.path(
    "ONETEAM_DATA_DIR",
    (CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()) / "var",
    "Where the embedded database, files, mail written to files and the secret key are kept.",
)
DATABASE_URL = env.url(
    "DATABASE_URL",
    "",
    "A PostgreSQL server (15 or later) of one's own; empty: the embedded one in the data folder.",
    schemes=("postgresql", "postgres"),
)
SECRET_KEY = env.text(
    "ONETEAM_SECRET_KEY", "", "Signs sessions and links; empty: made once, kept in the data folder."
)
DEBUG = env.flag("ONETEAM_DEBUG", False, "Show technical error pages. Never on a server that others reach.")
DEMO = env.flag("ONETEAM_DEMO", False, "Show the page of personas that signs anybody in with one click.")
PUBLIC_URL = env.url(
    "ONETEAM_URL",
    "",
    "The address people type, as in https://oneteam.example; used in mail.",
    schemes=("http", "https"),
).rstrip("/")
HOSTS = env.words("ONETEAM_HOSTS", "", "Further host names under which the pages may be asked for.")
HOST = env.text("ONETEAM_BIND", "127.0.0.1", "The network address the web and live processes listen on.")
PORT = env.integer("ONETEAM_PORT", 8000, "The port of the pages.", low=1, high=65535)
LIVE_PORT = env.integer(
    "ONETEAM_LIVE_PORT", 0, "The port of live updates; 0: the one after ONETEAM_PORT.", high=65535
)
LIVE_URL = env.url(
    "ONETEAM_LIVE_URL",
    "",
    "Where browsers reach live updates; empty: the same host name at ONETEAM_LIVE_PORT.",
    schemes=("http", "https"),
)
BEHIND_PROXY = env.flag(
    "ONETEAM_BEHIND_PROXY", False, "Trust X-Forwarded-Proto and -For of the proxy in front."
)
WEB_WORKERS = env.integer(
    "ONETEAM_WEB_WORKERS",
    0,
    "Processes that answer pages; 0: one for each core, at most four.",
    low=0,
    high=64,
) or min(4, os.cpu_count() or 1)
WEB_THREADS = env.integer("ONETEAM_WEB_THREADS", 2, "Threads in each of them.", low=1, high=64)
SMTP_URL = env.url(
    "ONETEAM_SMTP_URL",
    "",
    "The mail server, as in smtps://user:password@host:465; empty: mail is written to files.",
    schemes=("smtp", "smtps", "smtp+tls"),
)
DEFAULT_FROM_EMAIL = env.text("ONETEAM_MAIL_FROM", "OneTeam <oneteam@localhost>", "The sender of all mail.")
FILES_DIR = env.path(
    "ONETEAM_FILES_DIR", DATA_DIR / "files", "Where attachments are kept; shared by all hosts."
)
MAX_FILE_MB = env.integer(
    "ONETEAM_MAX_FILE_MB", 50, "The largest attachment, in megabytes.", low=1, high=2000
)
METRICS_TOKEN = env.text(
    "ONETEAM_METRICS_SECRET", "", "Bearer word for /metrics; empty: only from this machine."
)
CALENDAR_HOSTS = env.words(
    "ONETEAM_CALENDAR_HOSTS",
    "",
    "Hosts in your own network, as in mail.example:443, from which calendars of people may be fetched.",
)
ENCODER = env.choice(
    "ONETEAM_ENCODER",
    "multilingual",
    "What compares experts' works with a problem, beside their words; endpoint: a server of your own.",
    of=("multilingual", "english", "endpoint", "lexical"),
)
EMBEDDINGS_URL = env.url(
    "ONETEAM_EMBEDDINGS_URL",
    "",
    "For the encoder endpoint: a server with OpenAI's /embeddings, as in https://models.example/v1. "
    "Works of experts and texts of problems, but for sealed ones, are sent there.",
    schemes=("http", "https"),
)
EMBEDDINGS_MODEL = env.text("ONETEAM_EMBEDDINGS_MODEL", "", "The name of the model on that server.")
EMBEDDINGS_KEY = env.text("ONETEAM_EMBEDDINGS_SECRET", "", "The key that server asks for.")
if ENCODER == "endpoint" and not (EMBEDDINGS_URL and EMBEDDINGS_MODEL):
    raise env.WrongSetting(
        "oneteam: ONETEAM_ENCODER is endpoint; set ONETEAM_EMBEDDINGS_URL and ONETEAM_EMBEDDINGS_MODEL, too."
    )
LOG_LEVEL = env.choice(
    "ONETEAM_LOG_LEVEL", "INFO", "How much is logged.", of=("DEBUG", "INFO", "WARNING", "ERROR")
)
TEST_DATABASE = env.text("ONETEAM_TEST_DB", "test_oneteam", "The name of the database the tests make.")
env.refuse_unknown()

# --- Database ------------------------------------------------------------------------------------

EMBEDDED_DATABASE = None if DATABASE_URL else DATA_DIR / "pg"
DATABASES = {
    "default": databases.from_url(
        DATABASE_URL or postgres.dsn(DATA_DIR / "pg"),
        test_name=TEST_DATABASE,
    )
}
if TESTING:  # nothing that a test writes has to outlive a power cut
    DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Applications --------------------------------------------------------------------------------

OWN_APPS = [
    "base", "accounts", "walls", "longjobs", "journal", "calendars", "files", "alliance", "nda", "problems", "experts",
    "roundtables", "meeting", "projects", "dataregister", "outcomes", "cases", "desk", "demo",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    # Own apps come before allauth, whose templates and translations they replace.
    *[f"oneteam.{name}" for name in OWN_APPS],
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "oneteam.config.observe.Observe",
    "oneteam.base.middleware.DatabaseGone",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "oneteam.base.middleware.ContentSecurity",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "oneteam.accounts.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "oneteam.alliance.middleware.Walls",
]
ROOT_URLCONF = "oneteam.config.urls"
WSGI_APPLICATION = "oneteam.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "oneteam.base.context.look",
                "oneteam.desk.context.shell",
            ],
            "builtins": [
                "oneteam.base.templatetags.oneteam",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.Jinja2"  # the same widgets, compiled: a tenth of the time

MATCH_AT_ONCE = 300  # experts: with more a match takes seconds, and runs as a long job

# --- Language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
USE_I18N = True

# --- People, sessions, security ------------------------------------------------------------------

SECRET_KEY = SECRET_KEY or secret.read_or_create(DATA_DIR)
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

SECURE = PUBLIC_URL.startswith("https:")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *HOSTS]
if PUBLIC_URL:
    ALLOWED_HOSTS.append(urlsplit(PUBLIC_URL).hostname or "")
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
else:
    PUBLIC_URL = f"http://localhost:{PORT}"
if TESTING:
    ALLOWED_HOSTS.append("testserver")
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "oneteam_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "oneteam.base.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
X_FRAME_OPTIONS = "DENY"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "oneteam.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 60 * 10
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {"login": "oneteam.accounts.forms.SignInForm"}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password, a new passkey
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,10/10m/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "measurement": "120/m/ip,30/m/key",  # what machines enter of effects (projects)
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "OneTeam"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
USERSESSIONS_TRACK_ACTIVITY = False  # it would write on every page

# --- Cache (shared by all processes), files, static files ----------------------------------------

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "base_cache"},
    # Pieces of pages that are the same for all their readers, drawn once by each process; under names nobody can guess.
    "drawn": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "drawn", "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}  # fmt: skip
MEDIA_ROOT = FILES_DIR
MEDIA_URL = ""  # attachments have no address of their own: a view serves them through the walls
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
PLAIN_STATIC = DEBUG or TESTING
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PLAIN_STATIC
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = PLAIN_STATIC
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "oneteam.files.uploads.WholeOrNothing",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Mail, jobs, logs, live updates --------------------------------------------------------------

MAIL_DIR = DATA_DIR / "mail"
vars().update(mail.settings(SMTP_URL, MAIL_DIR))
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
LIVE_PORT = LIVE_PORT or PORT + 1
LOGGING = logs.configuration(LOG_LEVEL)
