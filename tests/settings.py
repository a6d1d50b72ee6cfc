"""The settings under test: the site's own, with a throw-away data folder and fast hashing of passwords and passphrases.

FUERZA_TEST_DATABASE_URL names a PostgreSQL server ("postgresql://user@host:port") for the suite to run on instead
of SQLite; tools/on_postgres.py starts one and sets it.
"""

import atexit
import os
import shutil
import tempfile

if "FUERZA_DATA" not in os.environ:
    os.environ["FUERZA_DATA"] = tempfile.mkdtemp(prefix="fuerza-test-")
    atexit.register(shutil.rmtree, os.environ["FUERZA_DATA"], ignore_errors=True)
if "FUERZA_TEST_DATABASE_URL" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["FUERZA_TEST_DATABASE_URL"] + "/fuerza"
    os.environ["KEYS_DATABASE_URL"] = os.environ["FUERZA_TEST_DATABASE_URL"] + "/fuerza_keys"

from fuerza.settings import *  # noqa: F403 -- the data folder must be set before settings are read
from fuerza.settings import STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOCK_MEMORY = 64
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = True
