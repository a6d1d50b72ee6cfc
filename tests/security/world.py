"""One woman with a full desk, and everybody who might come to it.

Everything is made by the services that real input goes through. `World.ids` names one object of hers of each kind.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import msgspec
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from fuerza.acts import services as acts
from fuerza.acts.choices import ActionKind, Category
from fuerza.acts.models import Action
from fuerza.apart import services as apart
from fuerza.attendance import queries as attendance_queries
from fuerza.attendance import services as attendance
from fuerza.attendance.models import Registration
from fuerza.campaigns import services as campaigns
from fuerza.cases import queries as case_queries
from fuerza.cases import services as cases
from fuerza.cases.models import Case
from fuerza.connections import services as connections
from fuerza.connections.models import Connection
from fuerza.connections.services import Asked, tokens
from fuerza.connections.services.signing_in import keep
from fuerza.core import audit, crypto, keyrings
from fuerza.core.interruption import VERB
from fuerza.core.models import AuditEntry
from fuerza.crisis import services as crisis
from fuerza.crisis.queries import Contact, Written
from fuerza.desk import queries as desk_queries
from fuerza.desk import services as desk
from fuerza.desk.choices import Decision
from fuerza.desk.models import Group, Mention
from fuerza.door import services as door
from fuerza.floods import services as floods
from fuerza.guides import queries as guide_queries
from fuerza.guides import services as guides
from fuerza.helping import services as helping
from fuerza.helping.models import Asking
from fuerza.impact import services as impact
from fuerza.impact.models import ImpactReport, Round
from fuerza.impact.queries import Line, content_of, counted, digest_of
from fuerza.incidents import queries as incidents_queries
from fuerza.incidents import services as incidents
from fuerza.incidents.choices import EntryKind
from fuerza.packs import services as packs
from fuerza.packs.queries import PackAt
from fuerza.pages.services import Written as PageText
from fuerza.people import queries as people_queries
from fuerza.people import services as people
from fuerza.people.choices import Capability, LinkPurpose, Purpose, RoleName
from fuerza.people.models import Grant, Person
from fuerza.programme import services as programme
from fuerza.programme.models import Edition
from fuerza.slots import queries as slots_queries
from fuerza.slots import services as slots
from fuerza.sorting import services as sorting
from fuerza.sorting.queries import Filters
from fuerza.vault.models import Exhibit
from fuerza.vetting import queries as vetting_queries
from fuerza.vetting import services as vetting
from fuerza.vetting.models import Application
from safeguard.classify.records import HEADS, Score
from safeguard.classify.wishes import Wish
from safeguard.evidence import Medium
from safeguard.platforms import registry
from safeguard.push import Subscription
from safeguard.records import Author, Page, Post
from tests.fuerza.acts.reader import PLACE
from tests.fuerza.connections.double import Net
from tests.fuerza.people.soft_key import SoftKey
from tests.security.canaries import SAID, SECRET, WHO

ROLES = (
    "anon",
    "owner",
    "other",
    "helper",
    "helper_ended",
    "helper_waiting",
    "adviser",
    "organiser",
    "facilitator",
    "operator",
)
_HELD = {
    "owner": [RoleName.PARTICIPANT],
    "other": [RoleName.PARTICIPANT],
    "adviser": [RoleName.ADVISER],
    "organiser": [RoleName.ORGANISER],
    "facilitator": [RoleName.FACILITATOR],
    "operator": [RoleName.OPERATOR],
}


class World(msgspec.Struct):
    """Who is here, by role; one object of the owner's of each kind; the tokens of open links."""

    people: dict[str, Person]
    ids: dict[str, Any]  # UUIDs; of a passkey a number
    tokens: dict[str, str]
    now: datetime

    @property
    def owner(self) -> Person:
        return self.people["owner"]


def score(texts: Sequence[str]) -> list[Score]:
    """Score every text as a threat but those with "kind": no model is needed here."""
    return [
        Score(
            heads=dict.fromkeys(HEADS, 0.5),
            labels=() if "kind" in text else ("T1",),
            severity=0 if "kind" in text else 4,
            language="en",
            why=(),
            model="test-1",
            point="balanced",
        )
        for text in texts
    ]


def post(number: int, text: str, at: datetime) -> Post:
    return Post(
        platform="bluesky",
        id=f"{SAID['post id']}-{number}",
        kind="mention",
        author=Author(
            handle=f"{SAID['handle']}{number % 3}.example",
            id=f"did:{SAID['author id']}:{number % 3}",
            name=SAID["author name"].title(),
        ),
        text=text,
        written_at=at,
        raw=f'{{"raw":"{SAID["raw"]}"}}'.encode(),
        url=f"https://social.example/{SAID['address']}/{number}",
    )


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 90)).save(out, "PNG")
    return out.getvalue()


def table() -> list[bytes]:
    """Write a file the way she would bring it."""
    return [
        b"platform,id,kind,author_handle,text,created_at,language\n",
        f"{SAID['file platform']},1,{SAID['file kind']},{SAID['file handle']},"
        f"{SAID['file text']} one,2026-11-01T10:00:00Z,{SAID['file language']}\n".encode(),
    ]


def build(net: Net) -> World:
    """Build it; `net` is the network that one of her accounts is linked to."""
    now = timezone.now()
    world = World(people={}, ids={}, tokens={}, now=now)
    for role in ROLES[1:]:
        world.people[role] = _person(role, now)
    _let_in(world)
    _fill(world)
    _case(world)
    _sort(world)
    _pack(world)
    _link(world, net)
    _account(world)
    _programme(world)
    _attend(world)
    _write_guide(world)
    _apart(world)
    _vet(world)
    _report(world)
    _help(world)
    _advise(world)
    ended = Grant.objects.get(pk=world.ids["grant of helper_ended"])
    people.end_grant(grant=ended, by=world.owner, now=now)
    return world


def _person(role: str, now: datetime) -> Person:
    person = Person.objects.create_user(f"{role}-name", None, joined_at=now, email=f"{role}@b.test")
    keyrings.make_keyring(person.pk, now=now)
    person.sealed_name = crypto.seal_personal(
        person.pk, f"{role} {WHO['name']}", people_queries.name_place(person.pk)
    )
    person.save()
    for name in _HELD.get(role, []):
        people.give_role(person=person, name=name, by=None, now=now)
    return person


def _let_in(world: World) -> None:
    """Let in one helper now, one whose help ends at the end of `build`, and one whose wait is not over."""
    for role in ("helper", "helper_ended", "helper_waiting"):
        helper = world.people[role]
        people.consent_give(person=helper, purpose=Purpose.HELPING, now=world.now)
        made = people.grant(
            owner=world.owner,
            actor=helper,
            capabilities=list(Capability),
            ends_at=world.now + timedelta(days=7),
            now=world.now,
            begins_now=role != "helper_waiting",
        )
        world.ids[f"grant of {role}"] = made.pk
        if (
            role == "helper"
        ):  # so that there is something to look for; tests of masked helpers mask again
            people.mask(grant=made, is_masked=False, now=world.now)


def _fill(world: World) -> None:
    """Take in, keep, add what she saw, plan, and bring a file."""
    owner, now = world.owner, world.now
    connection = connections.link(
        person=owner,
        platform="bluesky",
        connector="sample",
        account="did:her",
        handle=f"{SAID['her handle']}.example",
        now=now,
    )
    place = f"{SAID['place']} street 12"
    world.ids["place"] = floods.give_place(person=owner, kind="address", text=place, now=now).pk
    texts = [f"{SAID['text']} again and again, number {n % 3}" for n in range(6)]
    texts[0] += f", {place}"
    texts += [f"{SAID['kept text']} {n}" for n in range(2)]
    posts = tuple(post(n, text, now - timedelta(hours=1 + n)) for n, text in enumerate(texts))
    page = Page(posts=posts, cursor="1")
    desk.take_in(origin=connection, page=page, scores=score(texts), now=now)
    at = desk_queries.desk_of(owner)
    rows = list(Mention.objects.filter(person=owner).order_by("-written_at"))
    kept = _decided(world, at, rows[6], desk.Choice(decision=Decision.KEPT))
    muted = _decided(world, at, rows[7], desk.Choice(decision=Decision.MUTED))
    seen = desk.add_seen(person=owner, seen=_seen(), score=score, now=now)
    made, _checked = connections.bring(person=owner, file=table(), zone="", mine=None, now=now)
    _list(world, connection)
    Group.objects.create(person=owner, kind="text", size=6, authors=3, since=now, until=now)
    group = Group.objects.get(person=owner)
    Mention.objects.filter(pk__in=[row.pk for row in rows[:6]]).update(group=group)
    floods.find(person=owner, now=now)
    rows[6].refresh_from_db()
    assert muted.plan is not None
    world.ids |= {
        "mention": rows[0].pk,
        "another mention": rows[1].pk,
        "third mention": rows[2].pk,
        "kept mention": rows[6].pk,
        "seen mention": seen.pk,
        "exhibit": rows[6].exhibit_id,
        "seen exhibit": seen.exhibit_id,
        "entry": kept.entry.pk,
        "group": group.pk,
        "danger": owner.dangers.get().pk,
        "connection": connection.pk,
        "plan": muted.plan.pk,
        "action": Action.objects.get(plan=muted.plan).pk,
        "import": made.pk,
    }


def _help(world: World) -> None:
    """Have one helper ask her two things, one of them answered, and prepare a report; and another propose a block."""
    owner, now = world.owner, world.now
    at = desk_queries.desk_let_into(world.people["helper"], world.ids["grant of helper"], now)
    other = desk_queries.desk_let_into(
        world.people["helper_ended"], world.ids["grant of helper_ended"], now
    )
    assert at is not None
    assert other is not None
    mention = Mention.objects.get(pk=world.ids["mention"])
    another = Mention.objects.get(pk=world.ids["another mention"])
    answered = helping.ask(desk=at, mention=another, note=SAID["question"], now=now)
    opened = keyrings.open_with_server(owner.pk, now=now)
    helping.answer(question=answered, text=SAID["answer"], opened=opened, now=now)
    asked = helping.ask(desk=at, mention=mention, note=SAID["question"], now=now)
    audit.note(owner.pk, at.actor.pk, "desk.opened", another.pk, at=now)
    draft = helping.prepare(
        desk=at, mention=another, label=Category.THREAT, note=SAID["prepared note"], now=now
    )
    proposed = desk.decide(
        desk=other,
        mentions=Mention.objects.filter(pk=world.ids["third mention"]),
        choice=desk.Choice(decision=Decision.BLOCKED),
        opened=keyrings.open_with_server(other.actor.pk, now=now),
        now=now,
    )
    kept = AuditEntry.objects.get(actor_id=other.actor.pk, verb="vault.kept")
    world.ids |= {"question": asked.pk, "draft": draft.pk, "proposal": proposed.entry.pk}
    world.ids["noted for many"] = kept.pk


def _advise(world: World) -> None:
    """Have her ask for a safety adviser who took it and wrote something down, and another who waits."""
    owner, adviser, now = world.owner, world.people["adviser"], world.now
    helping.agree(person=adviser, purposes=[Purpose.HELPING, Purpose.ADVISING], now=now)
    card = helping.Card(
        languages=["en"], days=[0, 1, 2, 3, 4, 5, 6], from_hour=0, to_hour=0, at_once=3
    )
    helping.set_card(adviser=adviser, card=card, now=now)
    helping.call(person=owner, message=SAID["asking"], now=now)
    helping.call(person=world.people["other"], now=now)
    hers, others = Asking.objects.order_by("asked_at", "id")
    taken = helping.take_up(adviser=adviser, pk=hers.pk, now=now)
    helping.debrief(asking=taken, text=SAID["debrief"], is_shared=True, now=now)
    world.ids |= {"asking": hers.pk, "waiting asking": others.pk}


def _case(world: World) -> None:
    """Open a case with a line of each kind in it, and one that she put away again."""
    owner, now = world.owner, world.now
    ids = (world.ids["exhibit"], world.ids["seen exhibit"])
    made, away = (
        cases.gather(
            desk=desk_queries.desk_of(owner),
            chosen=cases.Chosen(exhibits=ids, title=SAID["case title"]),
            opened=keyrings.open_with_server(owner.pk, now=now),
            now=now,
        ).case
        for _twice in range(2)
    )
    at = case_queries.own(made, owner)
    accounts = tuple(
        case_queries.Account(platform="x", handle=f"{SAID['alias']}{n}") for n in range(2)
    )
    alias = case_queries.AliasBody(accounts=accounts, reason=SAID["alias"])
    cases.say_alias(at=at, body=alias, now=now)
    body = case_queries.IncidentBody(what=SAID["incident"], needed=SAID["incident"])
    incident = cases.log_incident(at=at, happened_at=now, body=body, now=now)
    note = cases.write_note(at=at, text=SAID["case note"], now=now)
    cases.put_away(at=case_queries.own(away, owner), now=now)
    world.ids |= {"case": made.pk, "case put away": away.pk, "incident": incident.pk}
    world.ids |= {"note": note.pk, "number of seen exhibit": 3}


def _sort(world: World) -> None:
    """Correct one, make a rule that catches nothing, name a list, and make it all searchable."""
    owner, now = world.owner, world.now
    at = desk_queries.desk_of(owner)
    corrected = sorting.correct(
        desk=at,
        mentions=Mention.objects.filter(pk=world.ids["another mention"]),
        label=Category.THREAT,
        severity=3,
        now=now,
    )
    wish = Wish(words=(SAID["rule's word"],), accounts=(SAID["rule's account"],))
    rule = sorting.make_rule(person=owner, wish=wish, expires_at=None, now=now)
    filters = Filters(name=SAID["list's name"], category="T1")
    view = sorting.save_view(person=owner, filters=filters, now=now)
    sorting.index_on(
        person=owner,
        opened=keyrings.open_with_server(owner.pk, now=now),
        clock=lambda: now + timedelta(minutes=2),
    )
    world.ids |= {"correction": corrected.pk, "rule": rule.pk, "saved view": view.pk}


def _link(world: World, net: Net) -> None:
    """Link an account with a right to read, one to act, and that one lent; begin one more sign-in, and one to end."""
    owner, now = world.owner, world.now
    net.handle = f"{SAID['her handle']}.social.example"
    asked = Asked(connector="mastodon", server=net.handle)
    linked = keep(person=owner, asked=asked, access=net.access("watch", now), now=now)
    linked.act_token = tokens.sealed(linked, net.access("act", now), "act_token")
    linked.covered_to = now
    linked.save()
    connections.lend(linked, keyrings.open_with_server(owner.pk, now=now))
    tokens.give_back("mastodon", [net.access("watch", now)], now=now)
    begun = connections.begin(person=owner, asked=asked, now=now)
    world.ids |= {"linked": linked.pk, "sign-in": begun.pk}


def _list(world: World, connection: Connection) -> None:
    """Bring a list of two, of whom one is muted, and have whom she muted gathered."""
    listed = f"#names\nmute {SAID['listed handle']}\nmute {SAID['gathered handle']}\n"
    registry.LISTS["names"] = PLACE
    wish = acts.Wish(
        kind=ActionKind.MUTE, connection=connection, name=SAID["list name"], until=None
    )
    brought = acts.bring_list(
        person=world.owner,
        file=BytesIO(listed.encode()),
        file_name="list.txt",
        wish=wish,
        now=world.now,
    )
    del registry.LISTS["names"]
    first, second = Action.objects.filter(plan=brought.plan).order_by("place")
    Action.objects.filter(pk=second.pk).update(state="done")
    gathered = acts.gather(
        connection=connection, kind=ActionKind.MUTE, by=world.owner, now=world.now
    )
    acts.gather_on(gathered.pk, clock=lambda: world.now, beat=lambda *_: None)
    world.ids |= {
        "plan of a list": brought.plan.pk,
        "listed action": first.pk,
        "gathering": gathered.pk,
    }


def _pack(world: World) -> None:
    """Prepare a report out of that case with what she kept, ready to be sent."""
    owner, now = world.owner, world.now
    kept = list(Exhibit.objects.filter(pk=world.ids["exhibit"]))
    at = case_queries.own(Case.objects.get(pk=world.ids["case"]), owner)
    wanted = packs.Wanted(
        route="any.police", language="en", category=Category.THREAT, exhibits=kept
    )
    pack = packs.begin(at=at, wanted=wanted, now=now)
    packs.answer(
        found=PackAt(pack, at),
        answers={"what_happened": SAID["pack answer"]},
        opened=keyrings.open_with_server(owner.pk, now=now),
        now=now,
    )
    world.ids["pack"] = pack.pk


def _decided(world: World, at: object, mention: Mention, choice: desk.Choice) -> desk.Decided:
    return desk.decide(
        desk=at,  # type: ignore[arg-type]  # handed on as it came
        mentions=Mention.objects.filter(pk=mention.pk),
        choice=choice,
        opened=keyrings.open_with_server(world.owner.pk, now=world.now),
        now=world.now,
    )


def _seen() -> desk.Seen:
    return desk.Seen(
        text=SAID["seen text"],
        link=f"https://chat.example/{SAID['seen link']}",
        picture=Medium(name=f"{SAID['picture name']}.png", media_type="image/png", body=picture()),
        platform=SAID["seen where"],
        who=SAID["seen by"],
    )


def _account(world: World) -> None:
    """Give her a passkey's row, a device, a way for an avoided person, and an open link to each purpose."""
    owner, now = world.owner, world.now
    key = SoftKey(owner).row
    device = people.began(person=owner, user_agent="Firefox/1 Linux", now=now)
    people.avoid(person=owner, other=world.people["other"], reason=WHO["avoided because"], now=now)
    role = owner.roles.get()
    world.ids["browser"] = _alarm(owner, now)
    plan = Written(contacts=(Contact(SAID["plan"], SAID["plan"], SAID["plan"]),), note=SAID["plan"])
    crisis.prepare(person=owner, written=plan, now=now)
    world.ids |= {"passkey": key.pk, "device": device.pk, "person": owner.pk, "role": role.pk}
    world.ids["adviser"] = world.people["adviser"].pk
    guest = people.invite(by=None, now=now)
    world.tokens["invite"] = guest.token
    world.tokens["demo"] = people.make_link(person=owner, purpose=LinkPurpose.DEMO, now=now)[1]


def _alarm(owner: Person, now: datetime) -> Any:
    """Have her told in words of her own, on one browser."""
    choice = crisis.Choice(
        is_on=True,
        by_mail=True,
        by_push=True,
        by_call=False,
        line=SAID["alarm's words"],
        minutes=60,
        quiet_from=22,
        quiet_to=7,
        wakes_for_danger=True,
    )
    crisis.set_alarm(person=owner, choice=choice, now=now)
    subscription = Subscription(
        f"https://push.example/{SECRET['push address']}",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
    )
    crisis.listen(person=owner, subscription=subscription, user_agent="Firefox/1", now=now)
    return owner.listening.get().pk


def _programme(world: World) -> None:
    """Open an edition as a draft, with one session: nobody but its organisers sees it."""
    opened = programme.open_programme(
        slug="walk", name="Walk", hashtag="WalkOn", language="en", now=world.now
    )
    place = programme.add_place(
        new=programme.NewPlace(names={"en": "Accra"}, country="GH", zone="Africa/Accra")
    )
    edition = programme.open_edition(
        programme=opened, place=place, details=programme.Details(), now=world.now
    )
    session = edition.sessions.create(
        format="soapbox",
        slot_seconds=140,
        starts=time(9),
        ends=time(10),
        zone="Africa/Accra",
        changed_at=world.now,
    )
    world.ids |= {"edition": edition.pk, "session": session.pk}


def _attend(world: World) -> None:
    """Have her come to an edition for invited people, with all that can be written; and invite one more."""
    now, organiser = world.now, world.people["organiser"]
    first = Edition.objects.get(pk=world.ids["edition"])
    details = programme.Details(
        starts="2031-04-09", visibility="invited", distinct_because="another year"
    )
    edition = programme.open_edition(
        programme=first.programme, place=first.place, details=details, now=now
    )
    programme.write_text(holder=edition, field="issue", language="en", text="Walking home")
    edition = programme.move_on(edition=edition, to="announced", now=now)
    attendance.settle_seats(edition=edition, capacity=1, by=organiser, now=now)
    terms = attendance.Terms(channel="mail", why=SAID["why invited"])
    addresses = [f"{SAID['invited address']}{n}@b.test" for n in range(2)]
    hers, waiting = attendance.invite(
        edition=edition, terms=terms, addresses=addresses, by=organiser, now=now
    )
    terms = attendance.Terms(channel="link", why=SAID["why invited"])
    [others] = attendance.invite(edition=edition, terms=terms, number=1, by=organiser, now=now)
    reply = attendance.Reply(badge=SAID["badge"], needs=(("diet", SAID["need"]),))
    mine = attendance.accept(invitation=hers.invitation, person=world.owner, reply=reply, now=now)
    attendance.settle_names(
        registration=mine,
        names=attendance_queries.names_of(mine),
        legal=SAID["name in papers"],
        now=now,
    )
    attendance.verify(registration=mine, is_early=False, by=organiser, now=now)
    attendance.settle_venue(
        edition=edition,
        where=attendance_queries.Where(
            district=SAID["district"],
            exact=SAID["exact place"],
            note=SAID["arrival"],
            phone=SAID["number on the way"],
        ),
        release_at=now + timedelta(microseconds=1),
        by=organiser,
        now=now,
    )
    opened = door.open_door(edition=edition, terms=door.Terms(), by=organiser, now=now)
    world.ids |= {"edition she goes to": edition.pk, "invitation": waiting.invitation.pk}
    world.ids["door"] = opened.door.pk
    world.tokens |= {"open invitation": others.token, "door's code": opened.code}
    _take_turns(world, mine)
    _speak_together(world, mine)
    world.ids["brought"] = attendance.ask_to_bring(registration=mine, now=now).pk
    world.tokens["calendar"] = attendance.begin_feed(registration=mine, now=now)


def _write_guide(world: World) -> None:
    """Have somebody else propose another English text of a guide."""
    by = world.people["operator"]
    work = guide_queries.work_of(UUID("0ccd2cdb-bf64-43eb-89a6-73ecd70cc1e3"))
    assert work is not None
    body = guide_queries.body_of(work, "en")
    written = PageText(body=body, over=guide_queries.stamp_of(body))
    row = guides.keep(work=work, part="en", written=written, by=by, now=world.now)
    guides.propose(work=work, revision=row, by=by, now=world.now)
    world.ids["proposed text"] = row.pk


def _apart(world: World) -> None:
    """Have her kept out of another edition by two others, object to it, keep a list, and ask for a talk."""
    now, owner = world.now, world.owner
    edition = Edition.objects.get(pk=world.ids["edition"])
    proposal = apart.Proposal(
        whom="x",
        reason=SAID["kept out because"],
        told=SAID["told why"],
        ends_at=now + timedelta(days=9),
    )
    row = apart.propose(
        person=owner, edition=edition, proposal=proposal, by=world.people["facilitator"], now=now
    )
    row = apart.confirm(exclusion=row, by=world.people["adviser"], now=now)
    apart.appeal(exclusion=row, text=SAID["objection"], now=now)
    edge = apart.keep_apart(
        person=owner, whom=SAID["not to meet"], reason=SAID["not to meet because"], now=now
    )
    coming = Edition.objects.get(pk=world.ids["edition she goes to"])
    talk = apart.ask_to_talk(person=owner, edition=coming, how=SAID["how to reach"], now=now)
    world.ids |= {"exclusion": row.pk, "edge": edge.pk, "talk": talk.pk}


def _vet(world: World) -> None:
    """Have somebody ask to come to the edition she goes to, and her vouch for that one."""
    now = world.now
    edition = Edition.objects.get(pk=world.ids["edition she goes to"])
    vetting.settle_opening(
        edition=edition,
        is_open=True,
        questions=[SAID["what she asks"]],
        after="x",
        by=world.people["organiser"],
        now=now,
    )
    asking = vetting.Asking(
        address=f"{SAID['asked from']}@b.test",
        name=SAID["asks as"],
        answers=[(SAID["what she asks"], SAID["what she answers"])],
    )
    vetting.ask(edition=edition, asking=asking, now=now)
    row = vetting.confirm(application=Application.objects.get(), person=None, now=now)
    vetting.vouch(application=row, how=SAID["known how"], by=world.owner, now=now)
    vetting.give_view(
        application=row,
        view="yes",
        reason=SAID["reader's reason"],
        by=world.people["facilitator"],
        now=now,
    )
    world.ids["application"] = row.pk
    world.tokens |= {
        "link of application": vetting_queries.token_of(row),
        "link to vouch": vetting_queries.token_of(row, "vouch"),
    }


def _report(world: World) -> None:
    """Have her report something with her name to the two on call, who write something about it."""
    now, organiser = world.now, world.people["organiser"]
    edition = Edition.objects.get(pk=world.ids["edition she goes to"])
    pair = (
        (world.people["adviser"], SAID["number on call"]),
        (world.people["facilitator"], ""),
    )
    span = {"starts_at": now - timedelta(days=1), "ends_at": now + timedelta(days=1)}
    duties = incidents.put_on_call(edition=edition, pair=pair, by=organiser, now=now, **span)
    world.tokens["wall"] = incidents.make_link(edition=edition, by=organiser, now=now)
    said = SAID["what she reported"]
    body = incidents_queries.Body(text=said, where=said, who=said)
    sent = incidents.report(
        edition=edition, body=body, sender=world.owner, is_anonymous=False, now=now
    )
    secret = incidents_queries.key_with(
        sent.report, keyrings.open_with_server(world.owner.pk, now=now)
    )
    assert secret is not None
    incidents.write(
        report=sent.report,
        kind=EntryKind.NOTE,
        text=SAID["note on a report"],
        secret=secret,
        by=world.people["adviser"],
        now=now,
    )
    world.ids |= {"incident report": sent.report.pk, "time on call": duties[0].pk}
    _ask(world, edition)


def _ask(world: World, edition: Edition) -> None:
    """Ask the people of that edition, before and after; and report on the programme, twice."""
    now, organiser = world.now, world.people["organiser"]
    first, last = now.date(), now.date() + timedelta(days=14)
    before = impact.open_round(
        edition=edition, opens_on=first, closes_on=last, by=organiser, now=now
    )
    world.tokens["page to answer on"] = impact.draw(round_=before, person=organiser, now=now)
    after = Round(edition=edition, wave="after", opens_on=first, closes_on=last)
    after.tallies = {"answered": 6}
    after.sealed_lines = impact.sealed_lines(after, [Line("line", SAID["own words"])])
    after.save()
    impact.close(round_=after, now=now)
    world.ids |= {"round": before.pk, "closed round": after.pk}
    for name, state in (("report", "draft"), ("report that is out", "published")):
        report = ImpactReport(
            programme=edition.programme, state=state, made_at=now, built_at=now, reviewed_at=now
        )
        report.published_at = now if state == "published" else None
        report.content = content_of(report, counted([]), {})
        report.digest, report.paper = digest_of(report.content), b"%PDF-"
        report.save()
        world.ids[name] = report.pk


def _take_turns(world: World, mine: Registration) -> None:
    """Have her queue at the soapbox, take a table with the facilitator, and write down what they looked at."""
    now, edition = world.now, mine.edition
    hours = {"starts": time(9), "ends": time(17), "titles": {"en": "Out loud"}}
    soapbox, clinic = (
        programme.add_session(
            edition=edition,
            new=programme.NewSession(format=kind, **hours),  # type: ignore[arg-type]  # as above
            now=now,
        )
        for kind in ("soapbox", "clinic")
    )
    words = slots_queries.Words(name=SAID["turn"], title=SAID["turn"], note=SAID["turn"])
    slots.join(session=soapbox, registration=mine, words=words, is_named=False, now=now)
    new = slots.NewTables(
        first=time(9), minutes=20, ambassador=world.people["facilitator"], language="en"
    )
    [table] = slots.make_tables(session=clinic, new=new, by=world.people["organiser"], now=now)
    slots.book(
        session=clinic,
        registration=mine,
        table_id=table.pk,
        name=SAID["name at a table"],
        now=now,
    )
    noted = {"x": slots_queries.Looked(note=SAID["check-up"])}
    slots.keep_list(person=world.owner, noted=noted, now=now)
    world.ids |= {"soapbox": soapbox.pk, "clinic": clinic.pk, "table": table.pk}


def _speak_together(world: World, mine: Registration) -> None:
    """Have a campaign hand out a picture and count, and her join its day."""
    now, organiser = world.now, world.people["organiser"]
    campaign = programme.open_campaign(
        programme=mine.edition.programme, name="Out loud", language="en", starts="2031"
    )
    asset = campaigns.add_asset(
        campaign=campaign,
        new=campaigns.NewAsset(
            kind="card", name="Card", languages=["en"], alt="Steps", file=picture()
        ),
        by=organiser,
        now=now,
    )
    number = campaigns.NewCount(kind="handed_out", number=40, source="Boxes", on=now.date())
    count = campaigns.add_count(campaign=campaign, new=number, by=organiser, now=now)
    day = campaigns.open_day(
        campaign=campaign,
        begins_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=9),
        by=organiser,
        now=now,
    )
    campaigns.join(day=day, registration=mine, platform="x", handle=SAID["joined handle"], now=now)
    world.ids |= {"campaign": campaign.pk, "asset": asset.pk, "count": count.pk}
    world.ids["day together"] = day.pk


def browser(world: World, role: str, *, proved_ago: float = 0, is_open: bool = False) -> Client:
    """Sign a role in, past the warning page; a helper in force is at the owner's desk."""
    client = Client()
    if role == "anon":
        return client
    person = world.people[role]
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = HttpRequest()
    request.session = client.session
    request.user = person
    record_authentication(request, person, method="password", reauthenticated=True)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] -= proved_ago
    request.session[VERB] = True
    if role == "helper":
        request.session["desk"] = str(world.ids["grant of helper"])
    if is_open:
        response = HttpResponse()
        opened = keyrings.open_with_server(person.pk, now=timezone.now())
        keyrings.remember(request, response, opened, now=timezone.now())
        client.cookies[settings.OPENED_COOKIE_NAME] = response.cookies[
            settings.OPENED_COOKIE_NAME
        ].value
    request.session.save()
    return client
