"""What is unsafe is said in words, with what to do; what is only worth knowing does not fail."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.core.checks import ERROR, CheckMessage
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from msgspec.structs import replace

from fuerza.core import checks
from fuerza.env import App, Env
from fuerza.people.models import Person

GB = 1_000_000_000


class Usage(NamedTuple):
    """What a disk says of itself."""

    total: int
    used: int
    free: int


@pytest.fixture
def safe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Env:
    """Return the settings of a server at which nothing is unsafe."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    monkeypatch.setenv("FUERZA_MASTER_KEY_FILE", str(tmp_path / "elsewhere" / "key"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(100 * GB, 50 * GB, 50 * GB))
    return replace(
        settings.ENV,
        data=data,
        origin="https://notes.example.org",
        proxies=1,
        database_url=f"sqlite:///{data}/fuerza.sqlite3",
        keys_database_url=f"sqlite:///{tmp_path}/keys/keys.sqlite3",
        mail_url="smtps://mail.example.org",
        tsa_urls=("https://tsa.example.org/",),  # looked at by the vault's own check
    )


def found(env: Env) -> list[str | None]:
    return [message.id for message in checks.looked_at(env)]


def at_home(env: Env) -> Env:
    return replace(env, origin="http://localhost:8000", proxies=0, mail_url="")


def test_a_safe_server_gives_nothing_to_say(safe: Env) -> None:
    assert found(safe) == []
    assert found(at_home(safe)) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"origin": "http://notes.example.org"}, "fuerza.E001"),
        ({"debug": True}, "fuerza.E002"),
        ({"proxies": 0}, "fuerza.E003"),
        ({"mail_url": ""}, "fuerza.W008"),
        ({"local_hosts": frozenset({("localhost", 3000)})}, "fuerza.W013"),
    ],
)
def test_each_unsafe_setting_is_said(safe: Env, change: dict[str, object], code: str) -> None:
    assert found(replace(safe, **change)) == [code]


def test_keys_in_the_main_database_are_unsafe(safe: Env) -> None:
    url = "postgresql://fuerza@db/fuerza"

    assert found(replace(safe, database_url=url, keys_database_url=url)) == ["fuerza.E004"]
    assert found(replace(safe, database_url=url, keys_database_url=f"{url}_keys")) == []


@pytest.mark.parametrize("folder", ["", "/keys"])
def test_keys_under_the_main_databases_folder_are_unsafe_on_a_server(
    safe: Env, folder: str
) -> None:
    together = replace(safe, keys_database_url=f"sqlite:///{safe.data}{folder}/keys.sqlite3")

    assert found(together) == ["fuerza.E005"]
    assert found(at_home(together)) == ["fuerza.W005"]


def test_a_master_key_beside_what_it_locks_is_unsafe_on_a_server(
    safe: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FUERZA_MASTER_KEY_FILE")

    assert found(safe) == ["fuerza.E006"]
    assert found(at_home(safe)) == ["fuerza.W006"]

    monkeypatch.setenv("FUERZA_MASTER_KEY", "given by the service manager")
    assert found(safe) == []


@pytest.mark.parametrize("name", ["", "keys", "files"])
@pytest.mark.parametrize("mode", [0o750, 0o701])
def test_a_folder_that_others_can_look_into_is_unsafe(safe: Env, name: str, mode: int) -> None:
    (safe.data / name).mkdir(exist_ok=True)
    (safe.data / name).chmod(mode)

    assert found(safe) == ["fuerza.E007"]


@pytest.mark.parametrize("free", [9 * GB, GB])
def test_a_nearly_full_disk_is_worth_knowing(
    safe: Env, monkeypatch: pytest.MonkeyPatch, free: int
) -> None:
    total = free * (11 if free > GB else 2)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(total, total - free, free))

    [message] = checks.looked_at(safe)

    assert (message.id, message.level < ERROR) == ("fuerza.W009", True)
    assert f"{free // 1_000_000} MB" in message.msg


def test_a_database_that_is_behind_or_away_is_said(
    safe: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> int:
        raise DatabaseError("password for berta")

    monkeypatch.setattr(checks, "steps_to_go", lambda: 3)
    assert [str(message.msg) for message in checks.looked_at(safe)] == [
        "The databases are 3 steps behind this version."
    ]

    monkeypatch.setattr(checks, "steps_to_go", away)
    assert [str(message.msg) for message in checks.looked_at(safe)] == [
        "A database can't be reached (DatabaseError)."
    ]


def test_the_demo_belongs_on_localhost(safe: Env) -> None:
    Person.objects.create_user("berta", is_demo=True)

    assert found(safe) == ["fuerza.E011"]
    assert found(at_home(safe)) == []


def test_a_database_without_tables_holds_no_demo(
    safe: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise DatabaseError

    monkeypatch.setattr(checks, "get_user_model", missing)

    assert checks.demo_in_public(safe) is None


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_the_command_fails_on_what_is_unsafe_and_says_what_to_do(
    safe: Env, settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.ENV = replace(safe, debug=True, mail_url="")  # type: ignore[attr-defined]  # pytest-django's

    with pytest.raises(CommandError, match="1 unsafe"):
        call_command("check")

    lines = said(capsys).splitlines()
    assert lines[1].startswith("Unsafe: FUERZA_DEBUG is yes")
    assert lines[2] == "  Do: Set FUERZA_DEBUG=no, or leave it out.  [fuerza.E002]"
    assert lines[3].startswith("Know: No mail is sent")


def test_the_command_passes_where_nothing_is_unsafe(
    safe: Env, settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.ENV = safe  # type: ignore[attr-defined]  # pytest-django's

    call_command("check")

    assert said(capsys).splitlines()[-1] == (
        "Nothing unsafe was found in how Fuerza is set up here."
    )


def test_djangos_own_questions_are_answered_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check", "core")
    call_command("check", list_tags=True)

    assert "unsafe" not in said(capsys).lower()


def test_the_looks_are_part_of_djangos_deployment_checks(safe: Env, settings: object) -> None:
    settings.ENV = replace(safe, debug=True)  # type: ignore[attr-defined]  # pytest-django's

    messages: list[CheckMessage] = checks.deployment()

    assert [message.id for message in messages] == ["fuerza.E002"]


def test_a_paid_network_without_a_cap_is_worth_knowing(safe: Env) -> None:
    with_app = replace(safe, x=App(client_id="an-app", client_secret="hush"))

    assert found(with_app) == ["fuerza.W012"]
    assert found(replace(with_app, x_monthly_cap=2500)) == []
