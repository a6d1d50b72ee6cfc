"""A time stamp is taken from a pinned authority only, about these bytes only; openssl, none of ours, agrees."""

import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguard.evidence import Anchor, Finding, Kept, verify
from safeguard.evidence.errors import NotATimestamp
from safeguard.evidence.timestamp import read_stamp, stamp_request
from safeguard.evidence.verify import main, stamped_at
from tests.safeguard.evidence.authority import Authority
from tests.safeguard.evidence.packages import an_item, build, key, proofs, seal_anew, unpack

BODY = b"fuerza.example\n5\nroot\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("authorities")


@pytest.fixture(scope="module")
def authority(folder: Path) -> Authority:
    return Authority(folder / "a.example")


@pytest.fixture(scope="module")
def other(folder: Path) -> Authority:
    return Authority(folder / "b.example")


def refused(answer: bytes, *, by: Authority, body: bytes = BODY, nonce: int | None = None) -> str:
    with pytest.raises(NotATimestamp) as refusal:
        read_stamp(answer, body, authorities=by.certificates.read_bytes(), nonce=nonce)
    return str(refusal.value)


def test_a_stamp_says_when_an_authority_has_seen_the_bytes(authority: Authority) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    request = stamp_request(BODY)

    answer = authority.answer(request.body)

    certificates = authority.certificates.read_bytes()
    at = read_stamp(answer, BODY, authorities=certificates, nonce=request.nonce)
    assert timedelta(0) <= at - before < timedelta(minutes=1)
    assert stamped_at(answer, BODY, authority.certificates) == f"{at:%Y-%m-%d %H:%M:%S} UTC"


def test_two_requests_for_the_same_bytes_differ() -> None:
    first, second = stamp_request(BODY), stamp_request(BODY)

    assert first.nonce != second.nonce
    assert first.body != second.body


def test_an_answer_to_an_earlier_request_is_refused(authority: Authority) -> None:
    earlier = authority.stamp(BODY)

    sentence = refused(earlier, by=authority, nonce=stamp_request(BODY).nonce)

    assert sentence == "The answer was no time stamp: Nonce mismatch"


def test_a_stamp_over_other_bytes_is_refused(authority: Authority) -> None:
    answer = authority.stamp(BODY)

    refused(answer, by=authority, body=BODY + b"x")
    assert stamped_at(answer, BODY + b"x", authority.certificates) is None


def test_a_stamp_by_another_authority_is_refused(authority: Authority, other: Authority) -> None:
    answer = other.stamp(BODY)

    refused(answer, by=authority)
    assert stamped_at(answer, BODY, authority.certificates) is None


def test_several_authorities_may_be_trusted(authority: Authority, other: Authority) -> None:
    both = authority.certificates.read_bytes() + other.certificates.read_bytes()

    assert read_stamp(other.stamp(BODY), BODY, authorities=both)


def test_an_authority_is_trusted_by_its_root(authority: Authority, folder: Path) -> None:
    under = Authority(folder / "under.example", under=authority)
    answer = under.stamp(BODY)

    assert read_stamp(answer, BODY, authorities=authority.certificates.read_bytes())
    assert stamped_at(answer, BODY, authority.certificates)
    refused(answer, by=under)
    assert stamped_at(answer, BODY, under.certificates) is None


def test_a_stamp_stays_good_when_the_certificate_has_run_out(folder: Path) -> None:
    brief = Authority(folder / "brief.example", lasts=2 / 86_400)
    answer = brief.stamp(BODY)
    time.sleep(2.5)

    assert read_stamp(answer, BODY, authorities=brief.certificates.read_bytes())
    assert stamped_at(answer, BODY, brief.certificates)


def test_an_authority_that_says_no_has_stamped_nothing(authority: Authority) -> None:
    no = authority.answer(b"\x30\x00")

    refused(no, by=authority)
    assert stamped_at(no, BODY, authority.certificates) is None


@pytest.mark.parametrize("answer", [b"", b"hello", b"\x30\x80" * 1000, bytes(1000)])
def test_what_is_no_answer_is_refused(authority: Authority, answer: bytes) -> None:
    refused(answer, by=authority)
    assert stamped_at(answer, BODY, authority.certificates) is None


@pytest.mark.parametrize("certificates", [b"", b"hello"])
def test_what_is_no_certificate_is_refused(authority: Authority, certificates: bytes) -> None:
    with pytest.raises(NotATimestamp, match="certificate could not be read"):
        read_stamp(authority.stamp(BODY), BODY, authorities=certificates)


@pytest.fixture(scope="module")
def answer(authority: Authority) -> bytes:
    return authority.stamp(BODY)


@pytest.mark.filterwarnings("ignore:Parsed a serial number")
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 255)), min_size=1, max_size=4))
def test_a_changed_answer_is_refused_or_says_the_same_time(
    authority: Authority, answer: bytes, changes: list[tuple[int, int]]
) -> None:
    """The certificate inside may differ: only the one that was given is trusted."""
    certificates = authority.certificates.read_bytes()
    at = read_stamp(answer, BODY, authorities=certificates)
    changed = bytearray(answer)
    for place, by in changes:
        changed[place % len(changed)] ^= by

    try:
        found = read_stamp(bytes(changed), BODY, authorities=certificates)
    except NotATimestamp:
        found = at

    assert found == at


# In a package.


@pytest.fixture
def stamped(authority: Authority, other: Authority, tmp_path: Path) -> Path:
    note = proofs(1).checkpoint.encode()
    anchors = (Anchor("a.example", authority.stamp(note)), Anchor("b.example", other.stamp(note)))
    return unpack(build(an_item(), proofs=proofs(1, anchors=anchors))[0], tmp_path)


def both(authority: Authority, other: Authority, folder: Path) -> Kept:
    path = folder / "authorities.pem"
    path.write_bytes(authority.certificates.read_bytes() + other.certificates.read_bytes())
    return key()._replace(authorities=path)


def test_the_stamps_of_a_package_are_good(
    stamped: Path, authority: Authority, other: Authority, tmp_path: Path
) -> None:
    assert verify(stamped, both(authority, other, tmp_path)) == []


def test_the_machines_settings_for_openssl_make_no_difference(
    stamped: Path,
    authority: Authority,
    other: Authority,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENSSL_CONF", "/nonexistent")

    assert verify(stamped, both(authority, other, tmp_path)) == []


def test_a_stamp_by_nobody_who_is_trusted_is_found(stamped: Path, authority: Authority) -> None:
    kept = key()._replace(authorities=authority.certificates)

    assert verify(stamped, kept) == [Finding("stamp", "proofs/b.example.tsr")]


def test_a_stamp_over_another_checkpoint_is_found(
    stamped: Path, authority: Authority, other: Authority, tmp_path: Path
) -> None:
    (stamped / "proofs/a.example.tsr").write_bytes(authority.stamp(BODY))
    seal_anew(stamped)

    assert verify(stamped, both(authority, other, tmp_path)) == [
        Finding("stamp", "proofs/a.example.tsr")
    ]


def test_openssl_itself_says_the_same_of_a_package(stamped: Path, authority: Authority) -> None:
    command = [
        "openssl",
        "ts",
        "-verify",
        "-data",
        "checkpoint",
        "-CAfile",
        str(authority.certificates),
    ]

    codes = [
        subprocess.run(
            [*command, "-in", f"{name}.example.tsr"],
            cwd=stamped / "proofs",
            capture_output=True,
            check=False,
        ).returncode
        for name in "ab"
    ]

    assert codes == [0, 1]


def test_the_command_says_the_times(
    stamped: Path,
    authority: Authority,
    other: Authority,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = both(authority, other, tmp_path).authorities

    code = main([str(stamped), "--tsa", str(path)])

    said = capsys.readouterr().out.splitlines()
    assert code == 0
    assert [line.partition(" at ")[0] for line in said if " at 20" in line] == [
        f"proofs/{name}.example.tsr: the checkpoint existed" for name in "ab"
    ]
    assert "Not checked: who made it (--key KEY would show that)." in said


def test_the_command_says_that_nobody_was_given_to_trust(
    stamped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([str(stamped)])

    said = "Not checked: when it was made (--tsa CERTIFICATES would show that).\n"
    assert (code, said in capsys.readouterr().out) == (0, True)


def test_the_command_says_that_openssl_is_missing(
    stamped: Path,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", "")

    code = main([str(stamped), "--tsa", str(authority.certificates)])

    said = "Not checked: when it was made, because OpenSSL is not installed here.\n"
    assert (code, said in capsys.readouterr().out) == (0, True)
