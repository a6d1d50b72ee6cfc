"""A pack is begun only for what can be reported, sent by her alone, once and whole, and followed until an answer."""

import subprocess
import sys
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone

from fuerza.acts.choices import ActionKind, Category
from fuerza.acts.models import Action
from fuerza.acts.queries import aims_of
from fuerza.cases import queries as cases
from fuerza.cases import services as case_services
from fuerza.cases.queries import CaseAt
from fuerza.connections.models import Connection
from fuerza.core import audit
from fuerza.core.keyrings import Opened
from fuerza.core.models import AuditEntry
from fuerza.desk import queries as desk_queries
from fuerza.desk import services as desk
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention
from fuerza.desk.services import ReportRefused
from fuerza.packs import queries, services
from fuerza.packs.choices import PackState, Verb
from fuerza.packs.models import LedgerEntry, Pack
from fuerza.packs.queries import Filled, PackAt, Where
from fuerza.people.models import Person
from fuerza.people.services import end_grant
from fuerza.vault.models import Custody
from fuerza.vault.services import Wishes, keep
from safeguard.evidence import Medium, verify
from safeguard.records import Page
from tests.fuerza.desk.conftest import connection, post, score
from tests.fuerza.packs.conftest import NOW, Begun, answered, found, let_into
from tests.fuerza.vault.samples import keepable, picture
from tests.safeguard.publish.printouts import text_of

__all__ = ["connection"]


@pytest.fixture
def through(at: CaseAt, connection: Connection, opened: Opened) -> PackAt:
    """A ready pack about a message of an account that reports can be sent through; she has not opened it yet."""
    page = Page(posts=(post("kill canarytext", url="https://bsky.example/1"),))
    desk.take_in(origin=connection, page=page, scores=score(["kill"]), now=NOW)
    mine = desk_queries.desk_of(at.owner)
    choice = desk.Choice(decision=Decision.KEPT)
    desk.decide(
        desk=mine, mentions=desk_queries.mentions_in(mine), choice=choice, opened=opened, now=NOW
    )
    exhibit = Mention.objects.get().exhibit
    assert exhibit is not None
    case_services.add(at=at, exhibits=[exhibit], opened=opened, now=NOW)
    wanted = services.Wanted(
        route="platform.bluesky", language="en", category=Category.THREAT, exhibits=[exhibit]
    )
    pack = found(at, services.begin(at=at, wanted=wanted, now=NOW))
    answered(pack, opened)
    return pack


def again(pack: PackAt) -> PackAt:
    return found(pack.at, pack.pack)


def stands(pack: PackAt, opened: Opened) -> Filled:
    filled = queries.filled(pack, opened, NOW)
    assert filled is not None
    return filled


@pytest.mark.parametrize("category", [Category.NOTHING, Category.SUPPORT, Category.UNKNOWN])
def test_fair_criticism_is_never_reported(begun: Begun, category: Category) -> None:
    with pytest.raises(services.PackRefused, match=r"^criticism$"):
        begun(category=category)

    assert Pack.objects.count() == 0


@pytest.mark.parametrize(
    ("route", "wanted", "code"),
    [
        ("any.police", {"category": Category.MINOR}, "hazard:minor"),
        ("eu.dsa16", {}, "not_yet"),
        ("any.stopncii", {}, "not_yet"),
        ("platform.x", {}, "not_one"),
    ],
)
def test_what_may_not_be_is_not_begun(
    begun: Begun, route: str, wanted: dict[str, Category], code: str
) -> None:
    with pytest.raises(services.PackRefused, match=rf"^{code}$"):
        begun(route, **wanted)

    assert Pack.objects.count() == 0


@pytest.mark.usefixtures("reviewed")
def test_a_form_for_intimate_pictures_is_for_nothing_else(begun: Begun) -> None:
    with pytest.raises(services.PackRefused, match=r"^not_about$"):
        begun("us.take_it_down")


def test_in_the_emirates_nothing_goes_to_an_employer_and_the_police_only_after_a_warning(
    begun: Begun, person: Person
) -> None:
    services.choose_where(person=person, where=Where(place="AE"), now=NOW)

    with pytest.raises(services.PackRefused, match=r"^hazard:private_only$"):
        begun("any.employer", knows_hazard=True)
    with pytest.raises(services.PackRefused, match=r"^asks:private_only$"):
        begun("any.police")

    assert begun("any.police", knows_hazard=True).pack.state == "draft"


def test_what_was_begun_before_she_said_where_she_is_neither_goes_out_nor_is_handed_over(
    begun: Begun, opened: Opened, person: Person, tmp_path: Path
) -> None:
    pack = begun("any.employer")
    answered(pack, opened)
    services.choose_where(person=person, where=Where(place="AE"), now=NOW)

    with pytest.raises(services.NotReady):
        services.send(found=again(pack), opened=opened, number="", now=NOW)
    with pytest.raises(services.NothingToHandOver):
        services.hand_over(
            found=pack,
            stands=stands(pack, opened),
            opened=opened,
            wishes=Wishes(language="en"),
            folder=tmp_path,
            now=NOW,
        )

    assert again(pack).pack.state == "draft"


def test_only_what_is_in_the_case_goes_into_its_pack(begun: Begun, person: Person) -> None:
    outside = keep(person=person, items=[keepable(9)], by=person, now=NOW)

    for chosen in ([], outside):
        with pytest.raises(services.PackRefused, match=r"^no_exhibits$"):
            begun(exhibits_instead=chosen)


def test_a_helper_prepares_with_the_right_to_and_never_sends(
    begun: Begun, opened: Opened, helper: Person, helpers_key: Opened, at: CaseAt
) -> None:
    let_into(at.owner, helper, at.case, "prepare")
    case_services.let_read(at=at, opened=opened, now=timezone.now())
    pack = begun()
    theirs = queries.pack_at(helper, pack.pack.pk, NOW + timedelta(days=3650))
    now_theirs = queries.pack_at(helper, pack.pack.pk, timezone.now())
    assert (theirs, now_theirs is not None) == (None, True)
    assert now_theirs is not None

    services.note_read(found=now_theirs, now=NOW)
    services.note_read(found=pack, now=NOW)
    filled = answered(now_theirs, helpers_key)

    assert (filled.missing, now_theirs.pack.state) == ((), "ready")
    with pytest.raises(services.NotAllowed):
        services.send(found=now_theirs, opened=helpers_key, number="", now=NOW)
    with pytest.raises(services.NotAllowed):
        services.hand_over(
            found=now_theirs,
            stands=filled,
            opened=helpers_key,
            wishes=Wishes(language="en"),
            folder=Path(),
            now=NOW,
        )
    with pytest.raises(services.NotNow):
        services.log(found=now_theirs, verb=Verb.CLOSED, note="", now=NOW)
    read = AuditEntry.objects.filter(verb="packs.opened").values_list("person_id", "actor_id")
    assert list(read) == [(at.owner.pk, helper.pk)]


def test_a_helper_without_that_right_sees_no_pack_and_begins_none(
    begun: Begun, helper: Person, at: CaseAt
) -> None:
    let_into(at.owner, helper, at.case, "document")
    theirs = cases.case_at(helper, at.case.pk, timezone.now())
    assert theirs is not None

    with pytest.raises(services.NotAllowed):
        services.begin(
            at=theirs,
            wanted=services.Wanted(
                route="any.police", language="en", category=Category.THREAT, exhibits=[]
            ),
            now=NOW,
        )
    assert queries.pack_at(helper, begun().pack.pk, timezone.now()) is None


def test_half_a_pack_is_not_sent(begun: Begun, opened: Opened) -> None:
    pack = begun()

    with pytest.raises(services.NotReady):
        services.send(found=pack, opened=opened, number="", now=NOW)

    assert LedgerEntry.objects.count() == 0


def test_a_ready_pack_that_lost_its_exhibits_is_a_draft_again(
    begun: Begun, opened: Opened, at: CaseAt
) -> None:
    pack = begun()
    answered(pack, opened)
    case_services.take_out(at=at, exhibits=[row.exhibit for row in cases.exhibits_in(at)], now=NOW)

    with pytest.raises(services.NotReady):
        services.send(found=pack, opened=opened, number="", now=NOW)

    pack.pack.refresh_from_db()
    assert pack.pack.state == PackState.DRAFT


def test_what_was_sent_by_hand_stands_in_the_ledger_and_with_the_evidence(
    begun: Begun, opened: Opened
) -> None:
    pack = begun()
    answered(pack, opened)

    entry = services.send(found=pack, opened=opened, number="AZ-4711", now=NOW)

    secrets = queries.secrets_of(pack, opened)
    pack.pack.refresh_from_db()
    assert pack.pack.state == "sent"
    assert queries.ledger_of(pack.pack, secrets) == [(entry, "AZ-4711")]
    assert queries.ledger_of(pack.pack, ()) == [(entry, "")]
    assert (entry.clock, entry.due_at) == ("none_given", NOW + timedelta(hours=336))
    reported = Custody.objects.filter(verb="reported")
    assert {line.object_id for line in reported} == {str(pack.pack.pk)}
    assert reported.count() == 2
    assert b"AZ-4711" not in bytes(entry.sealed_note)


def test_a_pack_is_sent_once(begun: Begun, opened: Opened) -> None:
    pack = begun()
    answered(pack, opened)
    stale = again(pack)
    services.send(found=pack, opened=opened, number="", now=NOW)

    for late in (stale, again(pack)):
        with pytest.raises(services.NotReady):
            services.send(found=late, opened=opened, number="", now=NOW)

    assert services.answer(found=again(pack), answers={}, opened=opened, now=NOW) is None
    assert LedgerEntry.objects.count() == 1


def test_one_message_goes_to_its_platform_once(begun: Begun, opened: Opened) -> None:
    first, second = (begun("platform.x", only_first=True) for _ in range(2))
    for pack in (first, second):
        answered(pack, opened)
    services.send(found=first, opened=opened, number="", now=NOW)

    with pytest.raises(services.PackRefused, match=r"^once$"):
        services.send(found=second, opened=opened, number="", now=NOW)
    with pytest.raises(services.PackRefused, match=r"^once$"):
        begun("platform.x", only_first=True)


def test_a_report_through_the_platform_needs_the_message_opened(
    through: PackAt, opened: Opened
) -> None:
    with pytest.raises(ReportRefused, match="not_opened"):
        services.send(found=through, opened=opened, number="", now=NOW)

    through.pack.refresh_from_db()
    assert (through.pack.state, LedgerEntry.objects.count()) == ("ready", 0)


def test_a_report_goes_through_the_platform_with_its_reason_and_rule(
    through: PackAt, opened: Opened, person: Person
) -> None:
    mention = services.can_be_sent_here(through, stands(through, opened))
    assert mention is not None
    audit.note(person.pk, person.pk, "desk.opened", mention.pk, at=NOW)

    entry = services.send(found=through, opened=opened, number="", now=NOW)

    [act] = Action.objects.filter(kind=ActionKind.REPORT)
    mention.refresh_from_db()
    aim = aims_of(person, [act])[act.pk]
    told = ("T1", services.note_of(through, stands(through, opened)))
    assert (mention.decision, entry.verb, (aim.reason, aim.note)) == ("reported", "sent", told)


def test_what_is_on_no_linked_account_is_done_by_hand(
    begun: Begun, opened: Opened, through: PackAt
) -> None:
    pack, police = begun("platform.x", only_first=True), begun()

    assert services.can_be_sent_here(pack, stands(pack, opened)) is None
    assert services.can_be_sent_here(police, stands(police, opened)) is None
    services.send(found=through, opened=opened, number="by form", now=NOW, by_hand=True)
    assert Action.objects.filter(kind=ActionKind.REPORT).count() == 0


def test_what_the_platforms_team_is_told_names_the_rule_and_who_reports(
    through: PackAt, opened: Opened
) -> None:
    note = services.note_of(through, stands(through, opened))

    assert note == (
        "Rule it breaks: Community Guidelines 1.2; as its rules stood on 2025-10-03\n"
        "Who reports: I am the person it is about."
    )


@pytest.mark.usefixtures("reviewed")
def test_forty_eight_hours_run_from_sending_and_lapse(
    begun: Begun, opened: Opened, person: Person
) -> None:
    pack = begun("us.take_it_down", category=Category.NCII)
    answered(pack, opened)

    entry = services.send(found=pack, opened=opened, number="", now=NOW)

    assert (entry.clock, entry.due_at) == ("removal_48h", NOW + timedelta(hours=48))
    early, late = NOW + timedelta(hours=47), NOW + timedelta(hours=48)
    assert (queries.lapsed_of(person, early), queries.lapsed_of(person, late)) == ([], [pack.pack])
    services.log(found=again(pack), verb=Verb.ACKNOWLEDGED, note="", now=early)
    assert queries.lapsed_of(person, late) == [pack.pack]
    services.log(found=again(pack), verb=Verb.ANSWERED, note="removed", now=late)
    assert queries.lapsed_of(person, late) == []


def test_the_ledger_goes_only_where_it_can(begun: Begun, opened: Opened) -> None:
    pack = begun()
    answered(pack, opened)
    with pytest.raises(services.NotNow):
        services.log(found=pack, verb=Verb.ANSWERED, note="", now=NOW)
    services.send(found=pack, opened=opened, number="", now=NOW)

    states = []
    for number, verb in enumerate((Verb.ANSWERED, Verb.APPEALED, Verb.ACKNOWLEDGED, Verb.CLOSED)):
        services.log(found=again(pack), verb=verb, note="", now=NOW + timedelta(days=number + 1))
        states.append(again(pack).pack.state)

    assert states == ["answered", "sent", "sent", "closed"]
    verbs = [entry.verb for entry, _note in queries.ledger_of(pack.pack, ())]
    assert verbs == ["sent", "answered", "appealed", "acknowledged", "closed"]
    assert services.may_follow(again(pack).pack) == ()


def test_a_draft_can_be_put_away(begun: Begun) -> None:
    pack = begun()

    services.log(found=pack, verb=Verb.CLOSED, note="", now=NOW)

    assert again(pack).pack.state == "closed"


def test_a_police_pack_passes_a_strangers_checks_with_its_sheet_in_it(
    begun: Begun, opened: Opened, tmp_path: Path
) -> None:
    pack = begun(language="es")
    filled = answered(pack, opened, what_happened="contado por mí")

    packed = services.hand_over(
        found=pack,
        stands=filled,
        opened=opened,
        wishes=Wishes(language="en", name="Marisol"),
        folder=tmp_path,
        now=NOW,
    )

    body = b"".join(packed.spool)
    packed.spool.close()
    with zipfile.ZipFile(BytesIO(body)) as bag:
        bag.extractall(tmp_path / "bag")
    folder = tmp_path / "bag" / "package"
    checked = subprocess.run(
        [sys.executable, "verify/verify.py", "."], cwd=folder, capture_output=True, check=False
    )
    assert (verify(folder), checked.returncode) == ([], 0)
    sheet = text_of((folder / "data" / "form.pdf").read_bytes())
    for item in filled.items:
        assert item.text in sheet
    assert "contado por mí" in sheet
    assert (folder / "data" / "report.pdf").exists()
    pack.pack.refresh_from_db()
    assert pack.pack.package == packed.package


def test_pictures_stay_out_of_what_is_handed_over_where_it_is_about_intimate_ones(
    begun: Begun, opened: Opened, at: CaseAt, tmp_path: Path
) -> None:
    shot = Medium(name="a.png", media_type="image/png", body=picture())
    exhibits = keep(person=at.owner, items=[keepable(7, media=(shot,))], by=at.owner, now=NOW)
    case_services.add(at=at, exhibits=exhibits, opened=opened, now=NOW)
    both = stands(begun(category=Category.NCII), opened)
    harmless = stands(begun(category=Category.THREAT), opened)
    alone = begun(exhibits_instead=exhibits, category=Category.DEEPFAKE)
    answered(alone, opened)

    assert [item.pictures for item in both.in_package] == [0, 0]
    assert [item.pictures for item in harmless.in_package] == [0, 0, 1]
    with pytest.raises(services.NothingToHandOver):
        services.hand_over(
            found=alone,
            stands=stands(alone, opened),
            opened=opened,
            wishes=Wishes(language="en"),
            folder=tmp_path,
            now=NOW,
        )


@pytest.mark.usefixtures("reviewed")
def test_a_draft_of_a_certificate_says_that_it_is_one(begun: Begun, opened: Opened) -> None:
    pack = begun("in.part_a")
    filled = answered(pack, opened)

    sheet = services.document_of(pack, filled, now=NOW)

    assert "This is a draft" in str(sheet.blocks[1])
    assert sheet.title.startswith("Certificate under section 63(4)(c)")


def test_an_exhibit_that_stays_out_is_named_as_such_on_the_sheet(
    begun: Begun, opened: Opened, at: CaseAt
) -> None:
    shot = Medium(name="a.png", media_type="image/png", body=picture())
    exhibits = keep(person=at.owner, items=[keepable(7, media=(shot,))], by=at.owner, now=NOW)
    case_services.add(at=at, exhibits=exhibits, opened=opened, now=NOW)
    pack = begun(category=Category.NCII)

    sheet = str(services.document_of(pack, stands(pack, opened), now=NOW).blocks)

    assert ("Exhibit 4, not in the package" in sheet, "Exhibit 1, folder 0001" in sheet) == (
        True,
        True,
    )


def test_a_locked_pack_is_neither_filled_nor_sent(begun: Begun, opened: Opened) -> None:
    pack = begun()
    stranger = Opened(opened.person_id, pack.pack.pk, opened.private)

    assert queries.filled(pack, None, NOW) is None
    assert services.answer(found=pack, answers={}, opened=stranger, now=NOW) is None
    with pytest.raises(services.NotReady):
        services.send(found=pack, opened=stranger, number="", now=NOW)


def test_a_pack_whose_route_has_gone_is_the_factual_one(begun: Begun, opened: Opened) -> None:
    pack = begun()
    Pack.objects.update(route="gone.route")

    assert stands(again(pack), opened).route.id == queries.FACTUAL


def test_what_she_writes_lies_sealed(begun: Begun, opened: Opened) -> None:
    pack = begun()
    answered(pack, opened, what_happened="canarystory")

    raw = bytes(Pack.objects.get().sealed)

    assert b"canarystory" not in raw
    assert (
        queries.body_of(Pack.objects.get(), queries.secrets_of(pack, opened)).answers[
            "what_happened"
        ]
        == "canarystory"
    )


def test_where_she_is_is_kept_sealed_and_can_be_taken_back(person: Person) -> None:
    services.choose_where(person=person, where=Where(place="AE", tier="public"), now=NOW)
    said = queries.where_is(person)
    services.choose_where(person=person, where=Where(), now=NOW)

    assert (said, queries.where_is(person)) == (Where(place="AE", tier="public"), Where())


def test_a_case_with_a_new_key_still_opens_its_packs_and_their_ledger(
    begun: Begun, opened: Opened, helper: Person, at: CaseAt
) -> None:
    pack, draft = begun(), begun()
    answered(pack, opened, what_happened="as before")
    services.send(found=pack, opened=opened, number="AZ-1", now=NOW)
    later = NOW + timedelta(hours=1)
    services.log(found=again(pack), verb=Verb.ACKNOWLEDGED, note="", now=later)
    before = at.case.case_key_id
    grant = let_into(at.owner, helper, at.case, "prepare")
    end_grant(grant=grant, by=at.owner, now=timezone.now())

    case_services.let_read(at=again(pack).at, opened=opened, now=timezone.now())

    renewed = again(pack)
    assert renewed.pack.case.case_key_id != before
    assert stands(renewed, opened).body.answers["what_happened"] == "as before"
    assert stands(again(draft), opened).body.answers == {}
    secrets = queries.secrets_of(renewed, opened)
    assert [note for _entry, note in queries.ledger_of(renewed.pack, secrets)] == ["AZ-1", ""]
