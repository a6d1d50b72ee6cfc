"""Every setting a person who runs Fuerza can make, read once, typed, strict.

A value that cannot be read stops the start with a sentence; nothing is guessed. A secret comes from NAME,
from the file that NAME_FILE points to, or is made once in the data folder (docs/operate/settings.md).
"""

import base64
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import unquote, urlsplit

import msgspec

_AUTHORITY = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}")  # its stamp is a file of this name in packages
Scoring = Literal["off", "local", "keys"]


class SettingRefused(ValueError):
    """A setting had a value that cannot be used; the message says which and what to write instead."""


class App(msgspec.Struct, frozen=True, kw_only=True):
    """The organisation's own app with a platform; without `client_id` that platform is off."""

    client_id: str = ""
    client_secret: str = ""
    api_key: str = ""

    def __repr__(self) -> str:
        return "App(...)"


class Env(msgspec.Struct, frozen=True, kw_only=True):
    """The settings, in the order of docs/operate/settings.md."""

    data: Path
    origin: str
    proxies: int
    debug: bool
    secret_key: str
    master_key: bytes
    database_url: str
    keys_database_url: str
    broker_url: str
    scoring: Scoring
    mail_url: str
    mail_from: str
    local_hosts: frozenset[tuple[str, int]]
    x: App = App()
    x_monthly_cap: int = 0  # cents of a US dollar
    youtube: App = App()
    instagram: App = App()
    tsa_urls: tuple[str, ...] = ()
    tsa_certificates: bytes = b""


def read(environ: Mapping[str, str]) -> Env:
    """Read all settings from `environ`.

    Raises:
        SettingRefused: a value cannot be read, or two settings contradict each other.

    """
    data = Path(environ.get("FUERZA_DATA", "var")).resolve()
    env = Env(
        data=data,
        origin=_origin(environ.get("FUERZA_ORIGIN", "http://localhost:8000")),
        proxies=_count(environ, "FUERZA_PROXIES"),
        debug=_flag(environ, "FUERZA_DEBUG"),
        secret_key=_secret(environ, "SECRET_KEY", data),
        master_key=_master_key(environ, data),
        database_url=environ.get("DATABASE_URL", f"sqlite:///{data / 'fuerza.sqlite3'}"),
        keys_database_url=environ.get(
            "KEYS_DATABASE_URL", f"sqlite:///{data / 'keys' / 'keys.sqlite3'}"
        ),
        broker_url=environ.get("BROKER_URL", ""),
        scoring=_scoring(environ),
        mail_url=environ.get("FUERZA_MAIL_URL", ""),
        mail_from=environ.get("FUERZA_MAIL_FROM", "post@localhost"),
        local_hosts=_hosts(environ.get("FUERZA_LOCAL_HOSTS", "")),
        x=App(
            client_id=environ.get("FUERZA_X_CLIENT_ID", ""),
            client_secret=_given(environ, "FUERZA_X_CLIENT_SECRET"),
        ),
        x_monthly_cap=_count(environ, "FUERZA_X_MONTHLY_CAP"),
        youtube=App(
            client_id=environ.get("FUERZA_YOUTUBE_CLIENT_ID", ""),
            client_secret=_given(environ, "FUERZA_YOUTUBE_CLIENT_SECRET"),
            api_key=_given(environ, "FUERZA_YOUTUBE_API_KEY"),
        ),
        instagram=App(
            client_id=environ.get("FUERZA_INSTAGRAM_CLIENT_ID", ""),
            client_secret=_given(environ, "FUERZA_INSTAGRAM_CLIENT_SECRET"),
        ),
        tsa_urls=_authorities(environ.get("FUERZA_TSA_URLS", "")),
        tsa_certificates=_certificates(environ.get("FUERZA_TSA_CERTIFICATES", "")),
    )
    _refuse_half_an_app(env)
    if bool(env.tsa_urls) != bool(env.tsa_certificates):
        raise SettingRefused(
            "FUERZA_TSA_URLS and FUERZA_TSA_CERTIFICATES come together: a stamp by anybody proves nothing."
        )
    if env.proxies and env.scoring == "local":
        raise SettingRefused(
            "FUERZA_SCORING=local is refused behind a proxy, where everyone seems local. Use off or keys."
        )
    return env


def database(url: str) -> dict[str, object]:
    """Turn a database address (sqlite:///path or postgresql://user:password@host:port/name) into Django's form."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": "/" + unquote(parts.path).lstrip("/"),  # absolute, by three slashes or by four
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: what she was told is kept survives a power cut, and a key is never younger on disk
                # than the row it opens; it costs one flush a commit (0.2 ms on an idle disk), none a row
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                    "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
                ),
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise SettingRefused(
        f"A database address starts with sqlite:/// or postgresql://, not {parts.scheme}:"
    )


def _refuse_half_an_app(env: Env) -> None:
    """Refuse an app of which a part is missing: nobody could sign in by it, and nobody would know why."""
    for name, app in (("X", env.x), ("YOUTUBE", env.youtube), ("INSTAGRAM", env.instagram)):
        if bool(app.client_id) != bool(app.client_secret):
            raise SettingRefused(
                f"FUERZA_{name}_CLIENT_ID and FUERZA_{name}_CLIENT_SECRET come together, or not at all."
            )
    if env.youtube.client_id and not env.youtube.api_key:
        raise SettingRefused(
            "FUERZA_YOUTUBE_API_KEY is missing: comments are read with it, not with a token that could delete."
        )


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "no")
    if value not in {"yes", "no"}:
        raise SettingRefused(f"{name} is yes or no, not {value!r}.")
    return value == "yes"


def _count(environ: Mapping[str, str], name: str) -> int:
    value = environ.get(name, "0")
    if not value.isascii() or not value.isdigit():
        raise SettingRefused(f"{name} is a whole number from 0 up, not {value!r}.")
    return int(value)


def _scoring(environ: Mapping[str, str]) -> Scoring:
    value = environ.get("FUERZA_SCORING", "off")
    for known in get_args(Scoring):
        if value == known:
            return known  # type: ignore[no-any-return]  # get_args loses the literal's type
    raise SettingRefused(f"FUERZA_SCORING is off, local or keys, not {value!r}.")


def _hosts(value: str) -> frozenset[tuple[str, int]]:
    """Read names or numbers with their ports, as "localhost:2583 [::1]:3000"; where each leads is written out."""
    found = set()
    for word in value.split():
        parts = urlsplit(f"//{word}")
        try:
            host, port = parts.hostname, parts.port
        except ValueError:
            host = port = None
        if not host or not port or parts.path or parts.username is not None:
            raise SettingRefused(
                f"FUERZA_LOCAL_HOSTS is hosts with their ports, such as localhost:3000, not {word!r}."
            )
        found.add((host, port))
    return frozenset(found)


def _authorities(value: str) -> tuple[str, ...]:
    """Read the addresses of time stamping authorities; each is called by its host, so no host comes twice."""
    urls = tuple(value.split())
    hosts = []
    for url in urls:
        parts = urlsplit(url)
        if (
            parts.scheme not in {"http", "https"}
            or not parts.hostname
            or parts.username is not None
        ):
            raise SettingRefused(
                f"FUERZA_TSA_URLS is addresses such as https://tsa.example.org/stamp, not {url!r}."
            )
        if not _AUTHORITY.fullmatch(parts.hostname):
            raise SettingRefused(
                f"FUERZA_TSA_URLS named a host that no file can be called after: {parts.hostname}"
            )
        hosts.append(parts.hostname)
    if len(set(hosts)) != len(hosts):
        raise SettingRefused(
            "FUERZA_TSA_URLS named one host twice: two stamps of one authority are one."
        )
    return urls


def _certificates(path: str) -> bytes:
    """Read the certificates of the authorities, in PEM."""
    if not path:
        return b""
    try:
        pem = Path(path).read_bytes()
    except OSError as error:
        raise SettingRefused(f"FUERZA_TSA_CERTIFICATES cannot be read: {path}") from error
    if b"-----BEGIN CERTIFICATE-----" not in pem:
        raise SettingRefused(f"FUERZA_TSA_CERTIFICATES held no certificate in PEM: {path}")
    return pem


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise SettingRefused(
            f"FUERZA_ORIGIN is an address such as https://fuerza.example.org, not {value!r}."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _master_key(environ: Mapping[str, str], data: Path) -> bytes:
    text = _secret(environ, "FUERZA_MASTER_KEY", data)
    try:
        key = base64.urlsafe_b64decode(text)
    except ValueError as error:
        raise SettingRefused("FUERZA_MASTER_KEY is not base64.") from error
    if len(key) != 32:  # noqa: PLR2004 -- AES-256 takes 32 bytes
        raise SettingRefused("FUERZA_MASTER_KEY is 32 random bytes in URL-safe base64.")
    return key


def _secret(environ: Mapping[str, str], name: str, data: Path) -> str:
    """Return NAME, or what lies in the file NAME_FILE points to, or a secret made once in the data folder."""
    if name not in environ and not environ.get(f"{name}_FILE"):
        path = data / "keys" / name.lower()
        if not path.exists():
            _make_secret(path)
        return _read(path, name)
    return _given(environ, name)


def _given(environ: Mapping[str, str], name: str) -> str:
    """Return a secret that only somebody else can make: NAME, or what lies in the file NAME_FILE points to, or ''."""
    file = environ.get(f"{name}_FILE")
    if name in environ or not file:
        return environ.get(name, "")
    return _read(Path(file), name)


def _read(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise SettingRefused(f"{name}_FILE cannot be read: {path}") from error


def _make_secret(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = base64.urlsafe_b64encode(secrets.token_bytes(32))
    made = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secret)
    try:
        os.link(made, path)  # the first of two starting at once wins; the other reads its secret
    except FileExistsError:
        pass
    finally:
        made.unlink()
