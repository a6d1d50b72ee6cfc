"""Guides are written two by two in the browser; what is pasted stays words; readers see it after the second yes."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from fuerza.core.panels import Todo
from fuerza.guides import hooks, queries, services
from fuerza.guides.choices import Kind, Part
from fuerza.guides.queries import Fields, Wishes, books
from fuerza.pages import queries as pages
from fuerza.pages.models import Revision
from fuerza.pages.services import Written
from fuerza.people.choices import RoleName
from fuerza.people.models import Person
from safeguard.publish.changes import Piece
from safeguard.publish.plain import plain
from tests.fuerza.guides.conftest import Lay, folder, lay
from tests.fuerza.programme.conftest import NOW, MakePerson, make
from tests.fuerza.vault.conftest import signed_in

__all__ = ["folder", "lay", "make"]
KEEP = UUID("0ccd2cdb-bf64-43eb-89a6-73ecd70cc1e3")
TEXT = {
    "title": "Keep it",
    "lead": "Before it is gone.",
    "minute": "1. Save it.",
    "note": "shorter",
}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<iframe src=https://elsewhere.example></iframe>",
    "<style>*{display:none}</style></article></main>",
    "[press](javascript:alert(1))",
    "[press](https://elsewhere.example/)",
    "![see](https://elsewhere.example/pixel.png)",
    "<svg/onload=alert(1)>",
    "{% load static %}{{ request.user }}",
    "\u202egnihton\u202c \u2066x",
    "W" * 4_000,
    "a\u0300" * 2_000,
    "[1]: https://elsewhere.example 'x'\n[press][1]",
    "&lt;script&gt; &#x6a;avascript:",
    "---\ntitle: another\n---",
    "```\n<b>\n```",
    "\x08 nothing\x1b[31m",
]


@pytest.fixture
def ana(make: MakePerson) -> Person:
    return make("ana", RoleName.ORGANISER)


@pytest.fixture
def bea(make: MakePerson) -> Person:
    return make("bea", RoleName.ORGANISER)


@pytest.fixture
def hers(ana: Person) -> Client:
    return signed_in(ana)


@pytest.fixture
def seconds(bea: Person) -> Client:
    return signed_in(bea)


def written(client: Client, language: str = "en", **more: str) -> Revision:
    address = reverse("guides:write", args=[KEEP, language])
    answer = client.post(address, TEXT | {"propose": "1"} | more)
    assert answer.status_code == 302, answer.content.decode()
    return Revision.objects.latest("changed_at")


def read(language: str = "en") -> str:
    return (
        Client(HTTP_ACCEPT_LANGUAGE=language)
        .get(reverse("guides:read", args=[KEEP]))
        .content.decode()
    )


def test_every_text_that_came_with_fuerza_stays_what_it_is_in_the_form() -> None:
    for name, language in ((g.name, code) for g in books.shipped().values() for code in g.texts):
        place = books.place_of(name, language)
        body = books.body_in_file(place)
        fields = queries.fields_of(body)
        head, _words = books.pieces_of(body) or (None, None)

        made = queries.composed(fields, made_from=head.made_from if head else "")

        again = books.pieces_of(made)
        assert again is not None
        assert books.digest_of(again[0], books.words_in(made)) == books.digest_of(
            again[0], books.words_in(body)
        ), place
        assert queries.fields_of(made) == fields


def test_readers_see_it_after_the_second_yes_and_not_before(hers: Client, seconds: Client) -> None:
    row = written(hers)
    before = read()

    seconds.post(reverse("guides:show", args=[row.pk]), {"is_reviewed": "", "reviewed_by": ""})

    assert ("Keep it" in before, "Keep it" in read()) == (False, True)
    paper = plain(queries.handbook(Wishes(language="en", chapters=frozenset({KEEP})), now=NOW))
    assert [
        "Written by the people who run this site." in text for text in (before, read(), paper)
    ] == [False, True, True]


def test_the_writer_cannot_say_yes_herself(hers: Client) -> None:
    row = written(hers)

    hers.post(reverse("guides:show", args=[row.pk]), {"is_reviewed": "", "reviewed_by": ""})

    assert "Keep it" not in read()
    assert reverse("guides:show", args=[row.pk]) not in page(hers, row)


def page(client: Client, row: Revision) -> str:
    return client.get(reverse("guides:revision", args=[row.pk])).content.decode()


def test_a_legal_line_shows_only_where_somebody_stood_for_it_by_name(
    lay: Lay, hers: Client, seconds: Client
) -> None:
    guide = lay()
    address = reverse("guides:read", args=[guide.id])
    text = {"title": "Made up", "lead": "x", "more": "- Nine days, says the law. [^law]"}
    hers.post(reverse("guides:write", args=[guide.id, "en"]), text | {"propose": "1"})
    row = Revision.objects.get()
    yes = reverse("guides:show", args=[row.pk])

    nameless = seconds.post(yes, {"is_reviewed": "yes", "reviewed_by": ""})
    held_back = Client().get(address).content.decode()
    seconds.post(yes, {"is_reviewed": "yes", "reviewed_by": "Bea Luna, Mesa"})
    shown = Client().get(address).content.decode()

    assert (nameless.status_code, "Nine days" in held_back) == (422, False)
    assert "Nine days" in shown
    assert "Bea Luna, Mesa" in shown


def test_a_name_without_having_checked_is_asked_about(hers: Client, seconds: Client) -> None:
    row = written(hers)

    answer = seconds.post(
        reverse("guides:show", args=[row.pk]), {"is_reviewed": "", "reviewed_by": "Bea"}
    )

    assert (answer.status_code, Revision.objects.get().state) == (422, "proposed")


def test_a_translation_is_behind_once_the_english_text_changed_and_says_what_changed(
    hers: Client, seconds: Client
) -> None:
    row = written(hers, "es", title="Guárdalo")
    seconds.post(reverse("guides:show", args=[row.pk]), {"is_reviewed": ""})
    fresh = read("es")
    english = written(hers, minute="1. Save it twice.")
    seconds.post(reverse("guides:show", args=[english.pk]), {"is_reviewed": ""})

    guide = queries.book()[KEEP]
    assert ("Guárdalo" in fresh, "Guárdalo" in read("es")) == (True, True)
    assert queries.shown(guide, "es", NOW.date()).is_behind
    changed = queries.changes_of_source(Revision.objects.get(pk=row.pk))
    assert Piece("1. Save it twice.", "new") in {piece for one in changed for piece in one.pieces}
    assert "What changed in the English text since" in page(hers, row)


@pytest.mark.parametrize("pasted", HOSTILE)
def test_what_is_pasted_stays_words(hers: Client, seconds: Client, pasted: str) -> None:
    row = written(
        hers, title=pasted.split("\n", maxsplit=1)[0][:100] or "x", minute=pasted, lead="safe"
    )
    seconds.post(reverse("guides:show", args=[row.pk]), {"is_reviewed": ""})

    for body in (read(), page(hers, row)):
        main = body[body.index("<main") : body.index("</main>")]
        assert "<script" not in main
        assert 'elsewhere.example"' not in main
        for bad in (
            "<img",
            "<iframe",
            "<style",
            "<svg/",
            'javascript:alert(1)"',
            "\u202e",
            "\u2066",
        ):
            assert bad not in main or bad in ("\u202e", "\u2066")
    assert Client().get(reverse("guides:all")).status_code == 200


def test_a_word_that_would_begin_a_part_is_named(hers: Client) -> None:
    address = reverse("guides:write", args=[KEEP, "en"])

    answer = hers.post(address, TEXT | {"minute": "# hour\n1. Save it."})

    assert answer.status_code == 422
    assert "Write ## for a heading: # hour" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"minute": "1. Save it. [^no-such]"}, "no such fact in this guide yet: no-such"),
        ({"minute": "See [it](guide:nowhere)."}, "no guide of this name: nowhere"),
        ({"minute": "\x00"}, "Null characters are not allowed."),
        ({"minute": " "}, "Write at least one of the four parts."),
    ],
)
def test_what_readers_would_trip_over_is_named_and_nothing_typed_is_lost(
    hers: Client, wrong: dict[str, str], said: str
) -> None:
    answer = hers.post(reverse("guides:write", args=[KEEP, "en"]), TEXT | wrong)

    body = answer.content.decode()
    assert (answer.status_code, said in body, "Before it is gone." in body) == (422, True, True)
    assert Revision.objects.count() == 0


def test_looking_at_it_keeps_nothing(hers: Client) -> None:
    answer = hers.post(reverse("guides:write", args=[KEEP, "es"]), TEXT | {"look": "1"})

    assert "How readers would see it" in answer.content.decode()
    assert Revision.objects.count() == 0


def test_two_who_write_at_once_lose_nothing(
    hers: Client, seconds: Client, make: MakePerson
) -> None:
    third = signed_in(make("cleo", RoleName.ORGANISER))
    first = written(hers)
    address = reverse("guides:write", args=[KEEP, "en"])
    seconds.post(address, TEXT | {"title": "Mine"})
    third.post(reverse("guides:show", args=[first.pk]), {"is_reviewed": ""})

    seconds.post(address, TEXT | {"title": "Mine", "propose": "1"})
    told = seconds.get(address).content.decode()
    seconds.post(address, TEXT | {"title": "Mine", "instead": "on", "propose": "1"})

    assert "Another text is shown since you began" in told
    assert list(Revision.objects.order_by("number").values_list("state", flat=True)) == [
        "shown",
        "proposed",
    ]


def test_an_earlier_text_comes_back(hers: Client, seconds: Client) -> None:
    first, yes = written(hers), {"is_reviewed": ""}
    seconds.post(reverse("guides:show", args=[first.pk]), yes)
    second = written(hers, title="Keep it all")
    seconds.post(reverse("guides:show", args=[second.pk]), yes)

    hers.post(reverse("guides:again", args=[first.pk]))
    draft = pages.draft_of("guides", "keep-proof", "en", Person.objects.get(username="ana"))

    assert draft is not None
    assert (draft.body, draft.number) == (first.body, 3)
    assert "Keep it all" in read()


def test_a_proposal_can_be_taken_back_or_sent_back(hers: Client, seconds: Client) -> None:
    row = written(hers)
    empty = seconds.post(reverse("guides:send_back", args=[row.pk]), {"words": ""})
    seconds.post(reverse("guides:send_back", args=[row.pk]), {"words": "Say where."})
    returned = page(hers, row)
    again = written(hers)
    hers.post(reverse("guides:drop", args=[again.pk]))

    assert (empty.status_code, "Say where." in returned) == (422, True)
    assert list(Revision.objects.values_list("state", flat=True)) == ["returned"]


@pytest.mark.parametrize("way", ["propose", "drop", "show", "send_back"])
def test_a_step_that_came_too_late_is_told(hers: Client, seconds: Client, way: str) -> None:
    row = written(hers)
    seconds.post(reverse("guides:show", args=[row.pk]), {"is_reviewed": ""})

    who = hers if way in ("propose", "drop") else seconds
    answer = who.post(reverse(f"guides:{way}", args=[row.pk]), {"words": "x"}, follow=True)

    assert "any more" in answer.content.decode()


def test_a_guide_of_ones_own_shows_once_its_english_text_does(
    hers: Client, seconds: Client
) -> None:
    begun = hers.post(
        reverse("guides:begin"), {"kind": "speak", "title": "Our own", "lead": "For us."}
    )
    row = Revision.objects.get(part="en")
    pk = row.page_id
    other = hers.get(reverse("guides:write", args=[pk, "es"]))
    absent = Client().get(reverse("guides:read", args=[pk]))
    hers.post(begun["Location"], TEXT | {"title": "Our own", "propose": "1"})
    seconds.post(reverse("guides:show", args=[row.pk]), {"is_reviewed": ""})

    assert (absent.status_code, other.status_code) == (404, 404)
    assert "Our own" in Client().get(reverse("guides:read", args=[pk])).content.decode()
    assert "Our own" in Client().get(reverse("guides:all")).content.decode()
    assert queries.book()[pk].kind == Kind.SPEAK


def test_a_guide_without_words_cannot_be_begun(hers: Client) -> None:
    answer = hers.post(reverse("guides:begin"), {"kind": "speak", "title": "", "lead": ""})

    assert (answer.status_code, Revision.objects.count()) == (422, 0)


FACT = {
    "code": "block-ends",
    "source": "Read again by us",
    "checked_on": "2026-11-20",
    "expires_on": "2027-11-20",
    "guard": "",
}


def test_a_fact_is_renewed_by_two(hers: Client, seconds: Client) -> None:
    hers.post(reverse("guides:fact", args=[KEEP, "block-ends"]), FACT)
    row = Revision.objects.get()
    hers.post(reverse("guides:propose", args=[row.pk]))
    before = queries.book()[KEEP].facts["block-ends"].expires_on
    compared = page(seconds, row)
    seconds.post(reverse("guides:show", args=[row.pk]))

    assert (before, queries.book()[KEEP].facts["block-ends"].expires_on) == (
        date(2027, 4, 30),
        date(2027, 11, 20),
    )
    assert "Read again by us" in compared


def test_facts_are_added_and_taken_away_in_her_draft(hers: Client) -> None:
    facts = reverse("guides:facts", args=[KEEP])
    law = FACT | {"code": "new-law", "guard": "legal", "name": "An office", "numbers": "12, 34"}
    hers.post(facts, law)
    hers.post(reverse("guides:fact", args=[KEEP, "new-law"]), law | {"numbers": "56"})
    twice = hers.post(facts, law)
    listed = hers.get(facts).content.decode()
    hers.post(reverse("guides:take_away", args=[KEEP, "new-law"]))
    rested = hers.post(reverse("guides:take_away", args=[KEEP, "block-ends"]), follow=True)

    assert (twice.status_code, "new-law" in listed) == (422, True)
    assert "A line still rests on it." in rested.content.decode()
    about = queries.about_in(Revision.objects.get().body)
    assert {fact.code for fact in about.facts} == set(queries.book()[KEEP].facts)


@pytest.mark.parametrize(
    "wrong",
    [{"expires_on": "2026-11-01"}, {"guard": "legal", "name": ""}, {"checked_on": "yesterday"}],
)
def test_a_fact_that_none_may_have_is_refused(hers: Client, wrong: dict[str, str]) -> None:
    answer = hers.post(reverse("guides:fact", args=[KEEP, "block-ends"]), FACT | wrong)

    assert (answer.status_code, Revision.objects.count()) == (422, 0)


def test_days_of_a_fact_stand_in_their_fields_whatever_the_language(hers: Client) -> None:
    pages = [
        hers.get(
            reverse("guides:fact", args=[KEEP, "block-ends"]), headers={"accept-language": code}
        ).content.decode()
        for code in ("en", "es", "hi")
    ]

    assert ['value="2026-11-01"' in page for page in pages] == [True, True, True]


def test_a_fact_gone_in_between_stops_what_rests_on_it(hers: Client, seconds: Client) -> None:
    hers.post(reverse("guides:facts", args=[KEEP]), FACT | {"code": "fresh"})
    about = Revision.objects.get()
    hers.post(reverse("guides:propose", args=[about.pk]))
    seconds.post(reverse("guides:show", args=[about.pk]))
    row = written(hers, minute="1. Save it. [^fresh]")
    seconds.post(reverse("guides:take_away", args=[KEEP, "fresh"]))
    gone = Revision.objects.latest("changed_at")
    seconds.post(reverse("guides:propose", args=[gone.pk]))
    hers.post(reverse("guides:show", args=[gone.pk]))

    refused = seconds.post(
        reverse("guides:show", args=[row.pk]), {"is_reviewed": ""}, follow=True
    ).content.decode()
    unseen = page(hers, row)
    hers.post(reverse("guides:again", args=[row.pk]))
    kept = Revision.objects.latest("changed_at")
    proposed = hers.post(reverse("guides:propose", args=[kept.pk]), follow=True)

    assert "Readers would not see it" in refused
    assert "How readers would see it" not in unseen
    assert "Readers would not see it" in proposed.content.decode()
    assert "Save it. " not in read()


@pytest.mark.parametrize("route", ["board", "begin"])
def test_who_organises_one_edition_alone_writes_no_guides(make: MakePerson, route: str) -> None:
    one = signed_in(make("dana", RoleName.ORGANISER, scope_id=KEEP))

    assert one.get(reverse(f"guides:{route}")).status_code == 404


def test_the_board_tells_what_waits_and_how_each_stands(hers: Client, seconds: Client) -> None:
    row = written(hers)

    body = seconds.get(reverse("guides:board")).content.decode()
    work = seconds.get(reverse("guides:work", args=[KEEP])).content.decode()

    assert reverse("guides:revision", args=[row.pk]) in body
    assert ("shorter" in work, "1 text under way" in work) == (True, True)


def test_today_tells_the_second_person_alone(
    hers: Client, ana: Person, bea: Person, make: MakePerson
) -> None:
    written(hers)
    guest = make("eva")

    found = hooks.panels("today", bea)

    assert [each.text for each in found if isinstance(each, Todo)] == [
        "1 text of a guide waits for a second person."
    ]
    assert (hooks.panels("today", ana), hooks.panels("today", guest)) == ([], [])


@pytest.mark.parametrize(
    ("route", "args"),
    [
        ("work", ["00000000-0000-4000-8000-000000000000"]),
        ("revision", ["00000000-0000-4000-8000-000000000000"]),
        ("write", [str(KEEP), "xx"]),
        ("fact", [str(KEEP), "no-such"]),
    ],
)
def test_what_is_not_there_is_not_found(hers: Client, route: str, args: list[str]) -> None:
    assert hers.get(reverse(f"guides:{route}", args=args)).status_code == 404


def test_a_file_that_changed_below_a_text_written_here_is_told(
    lay: Lay, folder: Path, hers: Client, seconds: Client
) -> None:
    guide = lay()
    text = TEXT | {"minute": "1. Ours.", "propose": "1"}
    hers.post(reverse("guides:write", args=[guide.id, "en"]), text)
    seconds.post(reverse("guides:show", args=[Revision.objects.get().pk]), {"is_reviewed": ""})
    work = reverse("guides:work", args=[guide.id])
    before = hers.get(work).content.decode()
    (folder / "en.md").write_text("---\ntitle: New\nlead: x\n---\n# minute\n1. Theirs.\n")

    told = hers.get(work).content.decode()

    assert ("has changed since" in before, "has changed since" in told) == (False, True)
    assert queries.book()[guide.id].source.head.title == "Keep it"


def test_before_anything_is_set_up_the_files_are_there() -> None:
    with transaction.atomic():
        connection.cursor().execute("ALTER TABLE pages_revision RENAME TO not_there_yet")
        names = [guide.name for guide in queries.book().values()]
        transaction.set_rollback(True)

    assert names == [guide.name for guide in books.shipped().values()]


def test_a_broken_row_takes_no_help_away(ana: Person) -> None:
    work = queries.work_of(KEEP)
    assert work is not None
    row = services.keep(
        work=work,
        part="en",
        written=Written(body="no head", over=queries.stamp_of(queries.body_of(work, "en"))),
        by=ana,
        now=NOW,
    )
    Revision.objects.filter(pk=row.pk).update(state="shown", shown_at=NOW + timedelta(days=1))

    assert [guide.name for guide in queries.book().values()] == [
        guide.name for guide in books.shipped().values()
    ]
    assert queries.fields_of("no head") == Fields()
    assert set(Part) >= set(queries.fields_of(queries.body_of(work, "es")).parts)
