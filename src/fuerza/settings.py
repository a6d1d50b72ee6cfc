"""Django's settings, made from env.py: secure by default, the same code from a laptop to a cluster."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import csp.constants
from django.utils.translation import gettext_lazy as _

from fuerza import env as fuerza_env

ENV = fuerza_env.read(os.environ)
(ENV.data / "tmp").mkdir(parents=True, exist_ok=True, mode=0o700)
HERE = Path(__file__).resolve().parent
_origin = urlsplit(ENV.origin)
IS_HTTPS = _origin.scheme == "https"

DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key
ALLOWED_HOSTS = [_origin.hostname or "localhost"]
if ALLOWED_HOSTS == ["localhost"]:
    ALLOWED_HOSTS.append("127.0.0.1")  # OAuth returns to the number; passkeys need the name
CSRF_TRUSTED_ORIGINS = [ENV.origin]

DATABASES = {
    "default": fuerza_env.database(ENV.database_url),
    "keys": fuerza_env.database(ENV.keys_database_url),
}
DATABASE_ROUTERS = ["fuerza.core.routers.KeysApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DOMAINS = [
    "core",
    "people",
    "pages",
    "programme",
    "following",
    "apart",
    "attendance",
    "vetting",
    "door",
    "incidents",
    "impact",
    "slots",
    "campaigns",
    "vault",
    "connections",
    "acts",
    "desk",
    "floods",
    "sorting",
    "crisis",
    "helping",
    "cases",
    "packs",
    "circles",
    "tending",
    "guides",
    "network",
    "mentoring",
    "voice",
    "stories",
    "site",
    "api",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    *[f"fuerza.{domain}" for domain in DOMAINS],  # before allauth, whose templates ours replace
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fuerza.core.middleware.SessionAges",
    "fuerza.core.middleware.DeclaredAccess",
]
ROOT_URLCONF = "fuerza.urls"
WSGI_APPLICATION = "fuerza.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "fuerza.core.context.frame",
                "fuerza.site.context.nav",
            ],
        },
    },
]

# Signing in (trust.md, section 4): invitation only, e-mail optional, no enumeration.
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/me/in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "fuerza.people.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# people.adapter asks after 300 seconds, so allauth itself never has to
ACCOUNT_REAUTHENTICATION_TIMEOUT = 330
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/me/in/"
# Notices are in the account: a mailbox may be read by somebody else.
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "link": "20/m/ip",
    "asking": "20/h/ip",  # many may share a network; mail to one address goes once a day however often
    "linking": "5/5m/key",
    "report": "20/h/key",
    "wall": "10/10m/ip,60/h/key",
    "handbook": "60/5m/key",  # all people together: by address, it would say who took one
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.proxies
ACCOUNT_FORMS = {
    "login": "fuerza.people.forms.SignInForm",
    "reauthenticate": "fuerza.people.forms.PasswordAgainForm",
    "change_password": "fuerza.people.forms.ChangePasswordForm",
    "set_password": "fuerza.people.forms.SetPasswordForm",
}
MFA_ADAPTER = "fuerza.people.adapter.MfaAdapter"
MFA_FORMS = {
    "authenticate": "fuerza.people.forms.CodeForm",
    "reauthenticate": "fuerza.people.forms.CodeAgainForm",
    "activate_totp": "fuerza.people.forms.ActivateAppForm",
    "generate_recovery_codes": "fuerza.people.forms.RecoveryCodesForm",
    "login_webauthn": "fuerza.people.forms.PasskeyForm",
    "authenticate_webauthn": "fuerza.people.forms.SecondPasskeyForm",
    "reauthenticate_webauthn": "fuerza.people.forms.PasskeyAgainForm",
    "add_webauthn": "fuerza.people.forms.AddPasskeyForm",
    "edit_webauthn": "fuerza.people.forms.RenamePasskeyForm",
}
MFA_RECOVERY_CODE_DIGITS = 12  # one of them signs in by itself, so it must not be guessable
MFA_TOTP_TOLERANCE = 1  # phones' clocks are up to half a minute off
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS

# Sessions end with the browser, after 30 idle minutes, and after 12 hours (R13).
_host = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{_host}s"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_MINUTES = 30
SESSION_HOURS = 12
OPENED_COOKIE_NAME = f"{_host}o"
OPENED_IDLE_MINUTES = 10
LOCK_MEMORY = 128 * 1024  # KiB that trying a passphrase takes (core.locks)
CSRF_COOKIE_NAME = f"{_host}c"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "fuerza.site.views.form_expired"
LANGUAGE_COOKIE_NAME = f"{_host}l"
LOOK_COOKIE_NAME = f"{_host}v"
DOOR_COOKIE_NAME = f"{_host}d"
LANGUAGE_COOKIE_SECURE = IS_HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
    },
}

# The page (R1 to R25).
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would break every form: Origin becomes null
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 63_072_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_SSL_REDIRECT = False  # the proxy that ends TLS redirects; `fuerza check` asks about it
if ENV.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.constants.NONE],
        "script-src": [csp.constants.NONCE],
        "style-src": [csp.constants.SELF],
        "img-src": [csp.constants.SELF, "data:", "blob:"],
        "font-src": [csp.constants.SELF],
        "connect-src": [csp.constants.SELF],
        "form-action": [csp.constants.SELF],
        "manifest-src": [csp.constants.SELF],
        "worker-src": [csp.constants.SELF],
        "base-uri": [csp.constants.NONE],
        "frame-ancestors": [csp.constants.NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default"],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
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
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 0  # every upload streams to a file the size of which we know
FILE_UPLOAD_TEMP_DIR = ENV.data / "tmp"
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("ar", _("Arabic")),
    ("hi", _("Hindi")),
]
AUTONYMS = {"en": "English", "es": "Español", "fr": "Français", "ar": "العربية", "hi": "हिन्दी"}
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = "fuerza.formats"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = ENV.data / "static"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": ENV.data / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

_mail = urlsplit(ENV.mail_url)
DEFAULT_FROM_EMAIL = ENV.mail_from
if _mail.hostname:
    EMAIL_HOST = _mail.hostname
    EMAIL_PORT = _mail.port or 25
    EMAIL_HOST_USER = _mail.username or ""
    EMAIL_HOST_PASSWORD = _mail.password or ""
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp" and bool(_mail.username)
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

# Logs hold what happened to the machine, never a text, a name or an address (rule of care 2, G19).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_request": {"()": "fuerza.core.logs.NothingPersonal"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_request"],
        },
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # these two write down addresses, and an address may name her
        "httpx2": {"level": "CRITICAL", "propagate": False},
        "httpcore2": {"level": "CRITICAL", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
