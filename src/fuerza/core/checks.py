"""What is unsafe about this deployment, in words: each look says what could happen, and what to do about it.

Part of Django's checks under the tag "fuerza" (deployment checks); `fuerza check` runs them all. An error is unsafe
for the people on this server; a warning is worth knowing. On one's own machine (localhost) some weigh less.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Worth
from django.db import DatabaseError

from fuerza.core.serving import LOOPBACK, steps_to_go
from fuerza.env import Env, database

TAG = "fuerza"
NEARLY_FULL = 0.1
LITTLE = 1_000_000_000  # bytes
Look = Callable[[Env], CheckMessage | None]


@register(TAG, deploy=True)
def deployment(_app_configs: object = None, **_kwargs: Any) -> list[CheckMessage]:
    """Look at everything, in the order of LOOKS."""
    return list(looked_at(settings.ENV))


def looked_at(env: Env) -> Iterator[CheckMessage]:
    for look in LOOKS:
        found = look(env)
        if found is not None:
            yield found


def is_local(env: Env) -> bool:
    """Whether only this machine is meant to reach this server."""
    return urlsplit(env.origin).hostname in LOOPBACK


def origin_in_clear(env: Env) -> CheckMessage | None:
    if is_local(env) or env.origin.startswith("https:"):
        return None
    return Error(
        f"{env.origin} is not encrypted: whoever is on the line reads passwords and pages.",
        hint="Put a proxy that ends TLS in front, and set FUERZA_ORIGIN to its https address.",
        id="fuerza.E001",
    )


def debugging(env: Env) -> CheckMessage | None:
    if not env.debug:
        return None
    return Error(
        "FUERZA_DEBUG is yes: an error page shows settings and what somebody had typed.",
        hint="Set FUERZA_DEBUG=no, or leave it out.",
        id="fuerza.E002",
    )


def unknown_proxy(env: Env) -> CheckMessage | None:
    if is_local(env) or env.proxies or not env.origin.startswith("https:"):
        return None
    return Error(
        "FUERZA_PROXIES is 0 behind TLS: everybody seems to come from one address, so that one"
        " attacker's wrong passwords lock out all, and forms are refused.",
        hint="Set FUERZA_PROXIES to the number of proxies in front; usually 1.",
        id="fuerza.E003",
    )


def one_database(env: Env) -> CheckMessage | None:
    if env.database_url != env.keys_database_url:
        return None
    return Error(
        "Keys and rows are in one database: whoever has a copy of it opens what is sealed.",
        hint="Give KEYS_DATABASE_URL a database of its own, best on another disk or server.",
        id="fuerza.E004",
    )


def one_folder(env: Env) -> CheckMessage | None:
    """Say that a copy of one folder holds rows and keys; on one's own machine that is how it is."""
    main, keys = (_file(url) for url in (env.database_url, env.keys_database_url))
    if main is None or keys is None or not _shares_folder(main, keys):
        return None
    return _by_place(
        env,
        "fuerza.{}005",
        "The database of keys lies under the main database's folder: one backup or one stolen folder has both.",
        "Set KEYS_DATABASE_URL to a place outside, and back it up apart (docs/operate/data.md).",
    )


def key_beside_data(env: Env) -> CheckMessage | None:
    if env.data not in _master_key_file(env).parents:
        return None
    return _by_place(
        env,
        "fuerza.{}006",
        "The master key lies in the data folder, beside what it locks.",
        "Move it elsewhere, readable by Fuerza alone, and name it in FUERZA_MASTER_KEY_FILE.",
    )


def readable_by_others(env: Env) -> CheckMessage | None:
    folders = [env.data, env.data / "keys", env.data / "files"]
    if not any(folder.exists() and folder.stat().st_mode & 0o077 for folder in folders):
        return None
    return Error(
        "The data folder can be read by other users of this machine.",
        hint=f"chmod -R go= {env.data}",
        id="fuerza.E007",
    )


def no_mail(env: Env) -> CheckMessage | None:
    if is_local(env) or env.mail_url:
        return None
    return Worth(
        "No mail is sent: nobody hears of a new note unless she signs in.",
        hint="Set FUERZA_MAIL_URL, or tell people to look in now and then.",
        id="fuerza.W008",
    )


def nearly_full(env: Env) -> CheckMessage | None:
    disk = shutil.disk_usage(env.data)
    if disk.free > LITTLE and disk.free > disk.total * NEARLY_FULL:
        return None
    return Worth(
        f"The disk is nearly full ({disk.free // 1_000_000} MB are left): evidence may not be kept.",
        hint="Make room, or move FUERZA_DATA to a larger disk.",
        id="fuerza.W009",
    )


def behind(_env: Env) -> CheckMessage | None:
    try:
        steps = steps_to_go()
    except DatabaseError as error:
        return Error(
            f"A database can't be reached ({type(error).__name__}).",
            hint="Look at DATABASE_URL and KEYS_DATABASE_URL, and whether the server runs.",
            id="fuerza.E010",
        )
    if not steps:
        return None
    return Worth(
        f"The databases are {steps} steps behind this version.",
        hint="fuerza migrate (fuerza serve does it too).",
        id="fuerza.W010",
    )


def demo_in_public(env: Env) -> CheckMessage | None:
    if is_local(env):
        return None
    try:
        is_demo = get_user_model().objects.filter(is_demo=True).exists()
    except DatabaseError:  # not migrated yet: `behind` says so
        return None
    if not is_demo:
        return None
    return Error(
        "This database holds the demo, whose sign-in links are printed for anyone, on a public address.",
        hint="Start with an empty data folder; the demo is for localhost.",
        id="fuerza.E011",
    )


def paid_without_cap(env: Env) -> CheckMessage | None:
    if not env.x.client_id or env.x_monthly_cap:
        return None
    return Worth(
        "X is set up and FUERZA_X_MONTHLY_CAP is 0: X costs money, and nothing is read there.",
        hint="Set FUERZA_X_MONTHLY_CAP to what X may cost a month, in cents of a US dollar (docs/platforms/x.md).",
        id="fuerza.W012",
    )


def local_hosts(env: Env) -> CheckMessage | None:
    """Say which doors were opened in the wall around this machine; on one's own machine they are one's own."""
    if is_local(env) or not env.local_hosts:
        return None
    named = ", ".join(f"{host}:{port}" for host, port in sorted(env.local_hosts))
    return Worth(
        f"FUERZA_LOCAL_HOSTS lets whoever links an account have this server ask {named}.",
        hint="Leave it out unless a network of your own runs there.",
        id="fuerza.W013",
    )


LOOKS: tuple[Look, ...] = (
    origin_in_clear,
    debugging,
    unknown_proxy,
    one_database,
    one_folder,
    key_beside_data,
    readable_by_others,
    no_mail,
    nearly_full,
    behind,
    demo_in_public,
    paid_without_cap,
    local_hosts,
)


def _by_place(env: Env, code: str, message: str, hint: str) -> CheckMessage:
    """Weigh as unsafe on a server, and as worth knowing on one's own machine."""
    if is_local(env):
        return Worth(message, hint=hint, id=code.format("W"))
    return Error(message, hint=hint, id=code.format("E"))


def _file(url: str) -> Path | None:
    """Return where an SQLite database lies; a PostgreSQL one lies in no folder of ours."""
    known = database(url)
    return Path(str(known["NAME"])) if str(known["ENGINE"]).endswith("sqlite3") else None


def _shares_folder(main: Path, keys: Path) -> bool:
    return main.parent == keys.parent or main.parent in keys.parents


def _master_key_file(env: Env) -> Path:
    """Return where the master key is read from; a key from the environment lies nowhere we know of."""
    if "FUERZA_MASTER_KEY" in os.environ:
        return Path("/")
    given = os.environ.get("FUERZA_MASTER_KEY_FILE")
    return Path(given).resolve() if given else env.data / "keys" / "fuerza_master_key"
