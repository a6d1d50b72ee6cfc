"""Settings are read once, typed and strict: a value that can't be read stops the start with a sentence."""

import base64
import re
from pathlib import Path
from typing import Any

import pytest

from fuerza import env
from fuerza.env import App, SettingRefused

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    return {"FUERZA_DATA": str(tmp_path), "SECRET_KEY": "s", "FUERZA_MASTER_KEY": KEY}


def test_nothing_set_is_one_persons_own_machine(tmp_path: Path) -> None:
    read = env.read({"FUERZA_DATA": str(tmp_path)})

    assert (read.origin, read.proxies, read.debug) == ("http://localhost:8000", 0, False)
    assert (read.broker_url, read.scoring, read.mail_url) == ("", "off", "")
    assert read.database_url == f"sqlite:///{tmp_path}/fuerza.sqlite3"
    assert read.keys_database_url == f"sqlite:///{tmp_path}/keys/keys.sqlite3"


def test_secrets_are_made_once_for_the_owner_alone_and_then_stay(tmp_path: Path) -> None:
    first = env.read({"FUERZA_DATA": str(tmp_path)})
    second = env.read({"FUERZA_DATA": str(tmp_path)})

    assert first == second
    assert len(first.master_key) == 32
    assert first.secret_key not in {"", base64.urlsafe_b64encode(first.master_key).decode()}
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()}
    assert modes == {"secret_key": 0o600, "fuerza_master_key": 0o600}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_of_two_that_start_at_once_both_read_the_same_secret(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    env._make_secret(path)
    first = path.read_text()

    env._make_secret(path)

    assert path.read_text() == first
    assert list(tmp_path.iterdir()) == [path]


def test_a_secret_comes_from_its_name_or_from_a_file(given: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")
    by_file = given | {"FUERZA_MASTER_KEY_FILE": str(file)}
    del by_file["FUERZA_MASTER_KEY"]

    assert env.read(given).master_key == bytes(range(32))
    assert env.read(by_file).master_key == bytes(range(32))
    assert not (tmp_path / "keys").exists()


def test_a_secret_file_that_is_not_there_is_not_made_up(given: dict[str, str]) -> None:
    del given["SECRET_KEY"]

    with pytest.raises(SettingRefused, match="SECRET_KEY_FILE cannot be read"):
        env.read(given | {"SECRET_KEY_FILE": "/nowhere/at/all"})


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("FUERZA_DEBUG", "true", "FUERZA_DEBUG is yes or no, not 'true'."),
        ("FUERZA_DEBUG", "1", "FUERZA_DEBUG is yes or no"),
        ("FUERZA_DEBUG", "", "FUERZA_DEBUG is yes or no"),
        ("FUERZA_PROXIES", "-1", "FUERZA_PROXIES is a whole number from 0 up"),
        ("FUERZA_PROXIES", "one", "FUERZA_PROXIES is a whole number"),
        ("FUERZA_PROXIES", "٢", "FUERZA_PROXIES is a whole number"),
        ("FUERZA_SCORING", "on", "FUERZA_SCORING is off, local or keys"),
        ("FUERZA_ORIGIN", "notes.example.org", "FUERZA_ORIGIN is an address such as"),
        ("FUERZA_ORIGIN", "ftp://notes.example.org", "FUERZA_ORIGIN is an address such as"),
        ("FUERZA_ORIGIN", "https://notes.example.org/desk", "FUERZA_ORIGIN is an address such as"),
        ("FUERZA_MASTER_KEY", "short", "FUERZA_MASTER_KEY is"),
        ("FUERZA_MASTER_KEY", "a" * 44, "FUERZA_MASTER_KEY is 32 random bytes"),
        ("FUERZA_MASTER_KEY", "a" * 41, "FUERZA_MASTER_KEY is not base64"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_in_words(
    given: dict[str, str], name: str, value: str, sentence: str
) -> None:
    with pytest.raises(SettingRefused, match=re.escape(sentence)):
        env.read(given | {name: value})


def test_a_key_is_not_repeated_in_the_refusal(given: dict[str, str]) -> None:
    with pytest.raises(SettingRefused) as refused:
        env.read(given | {"FUERZA_MASTER_KEY": "hunter2"})

    assert "hunter2" not in str(refused.value)


def test_what_is_set_is_read(given: dict[str, str]) -> None:
    read = env.read(
        given
        | {
            "FUERZA_ORIGIN": "https://notes.example.org/",
            "FUERZA_PROXIES": "2",
            "FUERZA_DEBUG": "yes",
            "FUERZA_SCORING": "keys",
            "BROKER_URL": "amqp://mq",
        }
    )

    assert read.origin == "https://notes.example.org"
    assert (read.proxies, read.debug, read.scoring) == (2, True, "keys")
    assert read.broker_url == "amqp://mq"


def test_local_scoring_and_a_proxy_do_not_go_together(given: dict[str, str]) -> None:
    assert env.read(given | {"FUERZA_SCORING": "local"}).scoring == "local"
    with pytest.raises(SettingRefused, match="refused behind a proxy"):
        env.read(given | {"FUERZA_SCORING": "local", "FUERZA_PROXIES": "1"})


@pytest.mark.parametrize("slashes", ["///", "////"])
def test_sqlite_waits_for_its_turn_and_forgets_what_was_deleted(slashes: str) -> None:
    read: dict[str, Any] = env.database(f"sqlite:{slashes}srv/with%20space/fuerza.sqlite3")

    assert read["NAME"] == "/srv/with space/fuerza.sqlite3"
    assert read["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    for pragma in ("journal_mode=WAL", "secure_delete=ON", "foreign_keys=ON"):
        assert pragma in read["OPTIONS"]["init_command"]


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_postgresql_is_named_by_its_address(scheme: str) -> None:
    read = env.database(f"{scheme}://her%40org:p%3Ass@db.example.org:5433/fuerza")

    wanted = {"NAME": "fuerza", "USER": "her@org", "PASSWORD": "p:ss", "PORT": "5433"}
    assert {name: read[name] for name in wanted} == wanted
    assert env.database(f"{scheme}:///fuerza")["HOST"] == ""


def test_another_kind_of_database_is_refused_without_its_password() -> None:
    with pytest.raises(SettingRefused) as refused:
        env.database("mysql://berta:hunter2@db/fuerza")

    assert str(refused.value).endswith("not mysql:")


def test_a_network_of_the_organisations_own_app_is_off_until_it_is_set(
    given: dict[str, str], tmp_path: Path
) -> None:
    secret = tmp_path / "x_secret"
    secret.write_text("hush\n")

    off = env.read(given)
    on = env.read(
        given
        | {
            "FUERZA_X_CLIENT_ID": "an-app",
            "FUERZA_X_CLIENT_SECRET_FILE": str(secret),
            "FUERZA_X_MONTHLY_CAP": "2500",
            "FUERZA_YOUTUBE_CLIENT_ID": "yt",
            "FUERZA_YOUTUBE_CLIENT_SECRET": "hush",
            "FUERZA_YOUTUBE_API_KEY": "a-key",
            "FUERZA_INSTAGRAM_CLIENT_ID": "ig",
            "FUERZA_INSTAGRAM_CLIENT_SECRET": "hush",
        }
    )

    assert (off.x, off.youtube, off.instagram, off.x_monthly_cap) == (App(), App(), App(), 0)
    assert (on.x, on.x_monthly_cap) == (App(client_id="an-app", client_secret="hush"), 2500)
    assert on.youtube == App(client_id="yt", client_secret="hush", api_key="a-key")
    assert on.instagram == App(client_id="ig", client_secret="hush")
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"FUERZA_X_CLIENT_ID": "an-app"}, "FUERZA_X_CLIENT_SECRET come together"),
        ({"FUERZA_X_CLIENT_SECRET": "hush"}, "FUERZA_X_CLIENT_ID and"),
        ({"FUERZA_INSTAGRAM_CLIENT_ID": "ig"}, "FUERZA_INSTAGRAM_CLIENT_SECRET come together"),
        (
            {"FUERZA_YOUTUBE_CLIENT_ID": "yt", "FUERZA_YOUTUBE_CLIENT_SECRET": "hush"},
            "FUERZA_YOUTUBE_API_KEY is missing",
        ),
        ({"FUERZA_X_MONTHLY_CAP": "$25"}, "FUERZA_X_MONTHLY_CAP is a whole number"),
        ({"FUERZA_X_CLIENT_SECRET_FILE": "/nowhere"}, "FUERZA_X_CLIENT_SECRET_FILE cannot be read"),
    ],
)
def test_half_an_app_is_refused_in_words(
    given: dict[str, str], more: dict[str, str], sentence: str
) -> None:
    with pytest.raises(SettingRefused, match=sentence) as refused:
        env.read(given | more)

    assert "hush" not in str(refused.value)


def test_local_hosts_are_names_or_numbers_with_their_ports(given: dict[str, str]) -> None:
    value = "localhost:2583  social.intern.example:443 [::1]:3000"

    read = env.read(given | {"FUERZA_LOCAL_HOSTS": value})

    assert env.read(given).local_hosts == frozenset()
    assert sorted(read.local_hosts) == [
        ("::1", 3000),
        ("localhost", 2583),
        ("social.intern.example", 443),
    ]


@pytest.mark.parametrize(
    "value", ["localhost", "localhost:", ":80", "http://localhost:80", "a:b", "a:80/x", "u@a:80"]
)
def test_a_local_host_that_cant_be_read_is_refused(given: dict[str, str], value: str) -> None:
    with pytest.raises(SettingRefused, match="FUERZA_LOCAL_HOSTS is hosts with their ports"):
        env.read(given | {"FUERZA_LOCAL_HOSTS": value})


def test_authorities_are_told_with_the_certificates_they_sign_under(
    given: dict[str, str], tmp_path: Path
) -> None:
    pem = tmp_path / "authorities.pem"
    pem.write_bytes(b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n")
    urls = "https://tsa.example.org/stamp  http://other.example:8080/"

    read = env.read(given | {"FUERZA_TSA_URLS": urls, "FUERZA_TSA_CERTIFICATES": str(pem)})

    assert read.tsa_urls == ("https://tsa.example.org/stamp", "http://other.example:8080/")
    assert read.tsa_certificates == pem.read_bytes()
    assert (env.read(given).tsa_urls, env.read(given).tsa_certificates) == ((), b"")


@pytest.mark.parametrize(
    ("urls", "certificates", "sentence"),
    [
        ("tsa.example.org", "/dev/null", "FUERZA_TSA_URLS is addresses such as"),
        ("ftp://tsa.example.org", "/dev/null", "FUERZA_TSA_URLS is addresses such as"),
        ("https://u:p@tsa.example.org", "/dev/null", "FUERZA_TSA_URLS is addresses such as"),
        ("http://[::1]:80/", "/dev/null", "named a host that no file can be called after: ::1"),
        ("https://a.example/1 http://a.example/2", "/dev/null", "named one host twice"),
        ("https://a.example", "", "FUERZA_TSA_URLS and FUERZA_TSA_CERTIFICATES come together"),
        ("https://a.example", "/nowhere", "FUERZA_TSA_CERTIFICATES cannot be read: /nowhere"),
        ("https://a.example", "/dev/null", "FUERZA_TSA_CERTIFICATES held no certificate in PEM"),
    ],
)
def test_authorities_that_cant_be_asked_or_checked_are_refused(
    given: dict[str, str], urls: str, certificates: str, sentence: str
) -> None:
    with pytest.raises(SettingRefused, match=re.escape(sentence)):
        env.read(given | {"FUERZA_TSA_URLS": urls, "FUERZA_TSA_CERTIFICATES": certificates})
