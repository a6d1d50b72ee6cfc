"""The settings under test: the site's own, with a throw-away data folder and fast password hashing."""

import os
import tempfile

os.environ.setdefault("FUERZA_DATA", tempfile.mkdtemp(prefix="fuerza-test-"))

from fuerza.settings import *  # noqa: E402, F403 -- the data folder must be set before settings are read
from fuerza.settings import STORAGES  # noqa: E402 -- as above

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = True
