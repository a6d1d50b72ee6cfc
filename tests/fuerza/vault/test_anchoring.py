"""Authorities are asked by the clock; a stamp is taken when all of it is right, and what was wrong is said in words."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, connection
from msgspec.structs import replace

import safeguard.evidence
from fuerza.core import jobs, worker
from fuerza.core.keyrings import Opened
from fuerza.core.models import Job
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.choices import AnchorState
from fuerza.vault.models import Anchor, Checkpoint, Exhibit
from fuerza.vault.services import Wishes, anchoring, export, key_lines, receipt_text
from fuerza.vault.services.log import proofs_for
from fuerza.vault.services.log_checkpoints import sign_checkpoint
from safeguard.evidence.note import Signer, key_text
from safeguard.evidence.timestamp import read_stamp
from tests.fuerza.vault.samples import NOW
from tests.fuerza.vault.test_fsck import fsck
from tests.safeguard.evidence.authority import Authority

KeepSome = Callable[[int], list[Exhibit]]
Answer = Callable[[httpx2.Request], httpx2.Response]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authorities") / "one.example")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authorities") / "two.example")


@pytest.fixture(autouse=True)
def _named(settings: Any, authority: Authority) -> None:
    settings.ENV = replace(
        settings.ENV,
        tsa_urls=("https://one.example/stamp", "http://two.example/"),
        tsa_certificates=authority.certificates.read_bytes(),
    )


def clock() -> datetime:
    return datetime.now(UTC)


def reach(answer: Answer) -> httpx2.Client:
    return httpx2.Client(transport=httpx2.MockTransport(answer))


def answering(authority: Authority) -> Answer:
    def answer(request: httpx2.Request) -> httpx2.Response:
        assert request.headers["content-type"] == "application/timestamp-query"
        return httpx2.Response(200, content=authority.answer(request.content))

    return answer


def waiting() -> Anchor:
    """Plan stamps for a fresh checkpoint; return the one of the first authority."""
    sign_checkpoint(now=NOW)
    return anchoring.plan_stamps()[0]


def test_each_authority_is_asked_for_the_newest_checkpoint_alone() -> None:
    assert anchoring.plan_stamps() == []
    first = sign_checkpoint(now=NOW)
    anchoring.plan_stamps()
    Anchor.objects.filter(authority="one.example").update(state=AnchorState.STAMPED)
    second = sign_checkpoint(now=NOW)

    planned = anchoring.plan_stamps()
    again = anchoring.plan_stamps()

    assert [(each.checkpoint, each.authority) for each in planned] == [
        (second, "one.example"),
        (second, "two.example"),
    ]
    assert [each.authority for each in again] == ["one.example", "two.example"]
    rows = Anchor.objects.order_by("checkpoint", "authority")
    assert [(row.checkpoint_id, row.state) for row in rows] == [
        (first.pk, "stamped"),
        (second.pk, "waiting"),
        (second.pk, "waiting"),
    ]


def test_a_good_answer_is_a_stamp_that_goes_with_the_evidence(
    authority: Authority, kept: KeepSome
) -> None:
    exhibits = kept(1)
    anchor = waiting()

    again = anchoring.stamp(anchor.pk, reach=reach(answering(authority)), clock=clock)

    anchor.refresh_from_db()
    note = anchor.checkpoint.note.encode()
    pinned = authority.certificates.read_bytes()
    assert again is None
    assert anchor.seconds_apart <= 1
    assert (anchor.state, anchor.error, anchor.tries) == (AnchorState.STAMPED, "", 1)
    assert anchor.said_at == read_stamp(bytes(anchor.answer), note, authorities=pinned)
    proofs = proofs_for(exhibits)
    assert proofs is not None
    assert [(each.name, each.answer) for each in proofs.anchors] == [
        ("one.example", bytes(anchor.answer))
    ]
    assert fsck()[0] == 0


def _checked(package: Path, told: list[str]) -> int:
    """Run verify.py as a stranger does, who has nothing else of ours; return its exit code."""
    script = Path(safeguard.evidence.__file__).with_name("verify.py")
    command = [sys.executable, "-I", str(script), str(package), *told]
    return subprocess.run(command, check=False, capture_output=True).returncode


def test_a_package_with_these_proofs_stands_a_strangers_checks(
    authority: Authority, amal: Person, opened: Opened, kept: KeepSome, tmp_path: Path
) -> None:
    exhibits = kept(4)[1:3]
    anchoring.stamp(waiting().pk, reach=reach(answering(authority)), clock=clock)
    package, key, paper = (tmp_path / name for name in ("package.zip", "key", "paper"))

    with package.open("wb") as out:
        export(
            person=amal,
            exhibits=exhibits,
            opened=opened,
            wishes=Wishes(language="en"),
            out=out,
            now=NOW,
        )

    key.write_text("".join(key_lines(each) for each in queries.log_keys()))
    paper.write_text("\n".join(receipt_text(each) for each in exhibits))
    told = ["--key", str(key), "--receipt", str(paper), "--tsa", str(authority.certificates)]
    script = Path(safeguard.evidence.__file__).with_name("verify.sh")
    shell = ["sh", str(script), str(package), *told[:2], *told[4:]]
    assert _checked(package, told) == 0
    assert subprocess.run(shell, check=False, capture_output=True).returncode == 0
    key.write_text(key_text("localhost", Signer("localhost", bytes(32)).public))
    assert _checked(package, told) == 1


def test_what_is_sent_is_a_hash_and_no_two_hours_send_the_same(authority: Authority) -> None:
    sent: list[bytes] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.content)
        return httpx2.Response(200, content=authority.answer(request.content))

    for _hour in range(2):
        anchoring.stamp(waiting().pk, reach=reach(answer), clock=clock)

    notes = list(Checkpoint.objects.values_list("note", flat=True))
    assert len({request[20:60] for request in sent}) == 2
    assert not [note for note in notes for request in sent if note.encode()[:20] in request]


def _down(_request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectTimeout("no answer")


def _busy(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(503)


def _page(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, content=b"<html>Welcome to the hotel's network")


@pytest.mark.parametrize(
    ("answer", "error"), [(_down, "unreachable"), (_busy, "unreachable"), (_page, "refused")]
)
def test_an_outage_is_tried_again_later_and_later(answer: Answer, error: str) -> None:
    anchor = waiting()

    waits = []
    for _try in range(6):
        again = anchoring.stamp(anchor.pk, reach=reach(answer), clock=lambda: NOW)
        assert again is not None
        waits.append(again - NOW)

    anchor.refresh_from_db()
    assert waits == [timedelta(minutes=minutes) for minutes in (2, 4, 8, 16, 30, 30)]
    assert (anchor.state, anchor.error, anchor.tries, bytes(anchor.answer)) == (
        AnchorState.WAITING,
        error,
        6,
        b"",
    )


def test_a_stamp_by_somebody_else_or_over_another_request_is_refused(
    authority: Authority, other: Authority
) -> None:
    anchor = waiting()
    old = authority.stamp(anchor.checkpoint.note.encode())

    def replayed(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=old)

    errors = []
    for answer in (answering(other), replayed):
        anchoring.stamp(anchor.pk, reach=reach(answer), clock=clock)
        anchor.refresh_from_db()
        errors.append((anchor.state, anchor.error, anchor.said_at, anchor.seconds_apart))

    assert errors == [(AnchorState.WAITING, "refused", None, 0)] * 2


def test_an_answer_with_a_tail_as_large_as_a_film_is_refused(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anchoring, "_LARGEST", 100)
    anchor = waiting()

    anchoring.stamp(anchor.pk, reach=reach(answering(authority)), clock=clock)

    anchor.refresh_from_db()
    assert (anchor.state, anchor.error) == (AnchorState.WAITING, "refused")


@pytest.mark.parametrize("seconds", [-60, -4, 5, 60])
def test_a_clock_that_is_apart_is_no_stamp_and_fuerza_check_says_so(
    authority: Authority, seconds: int
) -> None:
    anchor = waiting()
    apart = timedelta(seconds=seconds)

    again = anchoring.stamp(
        anchor.pk, reach=reach(answering(authority)), clock=lambda: clock() + apart
    )

    anchor.refresh_from_db()
    said = [message.msg for message in run_checks(tags=["fuerza"], include_deployment_checks=True)]
    assert again is not None
    assert (anchor.state, anchor.error, bytes(anchor.answer)) == (
        AnchorState.WAITING,
        "clock",
        b"",
    )
    assert abs(anchor.seconds_apart - abs(seconds)) <= 1
    assert [each for each in said if "clocks of one.example and of this server are" in each]
    assert not [each for each in said if "two.example" in each]


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_a_clock_that_is_a_second_apart_is_good_enough(authority: Authority, seconds: int) -> None:
    anchor = waiting()
    apart = timedelta(seconds=seconds)

    again = anchoring.stamp(
        anchor.pk, reach=reach(answering(authority)), clock=lambda: clock() + apart
    )

    assert again is None


def test_what_is_no_longer_wanted_is_not_asked_for(settings: Any) -> None:
    anchor = waiting()

    def never(_request: httpx2.Request) -> httpx2.Response:
        raise AssertionError("asked")

    settings.ENV = replace(settings.ENV, tsa_urls=("http://two.example/",))
    assert anchoring.stamp(anchor.pk, reach=reach(never), clock=clock) is None
    assert anchoring.stamp(10_000, reach=reach(never), clock=clock) is None


def test_the_client_reaches_what_was_named_and_nothing_else_near() -> None:
    with anchoring.client() as one:
        guard = one._transport._guard  # type: ignore[attr-defined]  # what it lets through is the point

    assert guard.local_hosts == {("one.example", 443), ("two.example", 80)}


def test_the_job_asks_each_and_asks_again_who_fails() -> None:
    sign_checkpoint(now=NOW)
    jobs.enqueue("vault.anchor", now=NOW)
    jobs.enqueue("vault.stamp", now=NOW, anchor=10_000)  # superseded meanwhile

    while worker.run_due(clock=lambda: NOW):
        pass

    again = Job.objects.filter(name="vault.stamp").exclude(key="")
    assert (
        sorted((job.state, job.run_at) for job in again)
        == [("ready", NOW + timedelta(minutes=2))] * 2
    )
    assert set(Anchor.objects.values_list("error", flat=True)) == {"unreachable"}


@pytest.fixture
def stamped(authority: Authority) -> Anchor:
    anchor = waiting()
    anchoring.stamp(anchor.pk, reach=reach(answering(authority)), clock=clock)
    anchor.refresh_from_db()
    return anchor


@pytest.mark.parametrize("harm", ["answer", "said_at", "note", "certificate"])
def test_fsck_looks_at_stamps_too(
    stamped: Anchor, other: Authority, settings: Any, harm: str
) -> None:
    rows = Anchor.objects.filter(pk=stamped.pk)
    if harm == "answer":
        rows.update(answer=other.stamp(stamped.checkpoint.note.encode()))
    elif harm == "said_at":
        rows.update(said_at=NOW)
    elif harm == "note":
        sign_checkpoint(now=NOW)
        rows.update(checkpoint=Checkpoint.objects.latest("id"))
    else:
        settings.ENV = replace(settings.ENV, tsa_certificates=other.certificates.read_bytes())

    assert "The stamp of one.example on checkpoint" in fsck()[1]


@pytest.mark.usefixtures("stamped")
def test_without_certificates_fsck_says_that_it_did_not_look(settings: Any) -> None:
    settings.ENV = replace(settings.ENV, tsa_certificates=b"")

    code, said = fsck()

    assert (code, "1 stamps were not looked at" in said) == (0, True)


def test_fuerza_check_says_when_nothing_is_signed_or_stamped(settings: Any) -> None:
    sign_checkpoint(now=clock() - timedelta(hours=2))
    settings.ENV = replace(settings.ENV, tsa_urls=(), origin="https://notes.example.org")

    found = run_checks(tags=["fuerza"], include_deployment_checks=True)

    assert {"fuerza.W014", "fuerza.W015"} <= {each.id for each in found}


def test_an_outage_is_said_by_fuerza_check_too() -> None:
    anchoring.stamp(waiting().pk, reach=reach(_down), clock=clock)
    sign_checkpoint(now=clock())

    said = [message.msg for message in run_checks(tags=["fuerza"], include_deployment_checks=True)]

    assert "one.example gave no stamp (unreachable, 1 tries)." in said
    assert not [each for each in said if "was not signed" in each]


def test_without_a_database_the_checks_say_nothing_of_the_log(tmp_path: Path) -> None:
    def gone(*_args: Any) -> Any:
        raise DatabaseError(str(tmp_path))

    with connection.execute_wrapper(gone):
        said = run_checks(tags=["fuerza"], include_deployment_checks=True)

    assert not [each for each in said if each.id in {"fuerza.W014", "fuerza.W016"}]
