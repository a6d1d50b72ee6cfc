"""Pages of sorting: plain forms, no word in an address, a constant number of questions to the database."""

import hashlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from msgspec.msgpack import encode

from fuerza.core import keyrings
from fuerza.desk.models import Mention
from fuerza.desk.queries import Desk, mentions_in
from fuerza.people.models import Person
from fuerza.sorting import queries, services
from fuerza.sorting.models import Correction, Rule, SavedView
from safeguard.classify.wishes import Wish
from tests.fuerza.desk.conftest import NOW, let_in, signed_in
from tests.fuerza.sorting.conftest import Took, just_above, scored

AT = {"desk": "own"}
TRIED = {"act": "make", "tried": hashlib.sha256(encode(Wish(words=("Clown",)))).hexdigest()}
PLAIN = scored("A1", insult=0.9)
SHY = scored("H1", sexism=just_above("sexism"))


def page(client: Client, name: str, *args: object) -> str:
    reply = client.get(reverse(f"sorting:{name}", args=args))
    assert reply.status_code == 200
    return reply.content.decode()


def send(client: Client, address: str, /, *args: object, **fields: object) -> str:
    """Post a form and return the page it leads to."""
    reply = client.post(reverse(f"sorting:{address}", args=args), AT | fields, follow=True)
    return reply.content.decode()


def test_one_press_corrects_a_message_and_one_undoes_it(took: Took, hers: Client) -> None:
    [one] = took(("words", SHY))
    back = reverse("desk:open", args=[one.pk])

    said = send(hers, "correct", mention=one.pk, label="nothing", back=back)
    one.refresh_from_db()
    became = one.category
    made = Correction.objects.get()
    undone = send(hers, "put_back", made.pk, back=back)
    again = send(hers, "put_back", made.pk, back=back)

    one.refresh_from_db()
    assert ("Corrected: 1 message." in said, became, one.category) == (True, "nothing", "H1")
    assert f'action="{reverse("sorting:put_back", args=[made.pk])}"' in said
    assert "it was “sexist hate” and is “nothing found”" in said
    assert "1 message stands where it stood" in undone
    assert "That was undone before." in again


def test_a_whole_list_is_corrected_as_one_act(took: Took, hers: Client) -> None:
    took(("one", SHY), ("two", SHY))

    said = send(hers, "correct", of="in:H1", label="S4", severity="3")
    again = send(hers, "correct", of="in:S4", label="S4", severity="3")

    assert set(Mention.objects.values_list("category", "severity")) == {("S4", 3)}
    assert ("Corrected: 2 messages, as one act." in said, "stands there already" in again) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"mention": "nonsense", "label": "A1"},
        {"mention": "01a22c50-6dd1-7f53-a887-3f44024295cc", "label": "A1"},
        {"of": "in:H1", "label": "nonsense"},
        {"of": "in:H1", "label": "unknown"},
    ],
)
def test_what_is_not_on_her_desk_or_no_label_is_not_there(
    took: Took, hers: Client, fields: dict[str, str]
) -> None:
    took(("one", SHY))

    assert hers.post(reverse("sorting:correct"), AT | fields).status_code == 404


def test_the_third_correction_says_what_changed_and_offers_to_sort_what_waits(
    took: Took, hers: Client
) -> None:
    *first, _left = took(*((f"words {n}", SHY) for n in range(4)))

    said = [send(hers, "correct", mention=it.pk, label="nothing") for it in first]
    changed = page(hers, "corrections")
    anew = send(hers, "sort_anew")
    nothing = send(hers, "sort_anew")

    assert ["See what changed" in it for it in said] == [False, False, True]
    assert "1 would be sorted otherwise now" in changed
    assert "raises fewer false alarms" in changed
    assert "1 message that waits is sorted anew." in anew
    assert "Nothing that waits would be sorted otherwise." in nothing


def test_she_switches_it_off_and_on(took: Took, hers: Client) -> None:
    took(("one", SHY))

    off = send(hers, "calibrate", calibrates="no")
    on = send(hers, "calibrate", calibrates="yes")

    assert ("Switched off" in off, "Switched off" in on) == (True, False)


def test_a_mention_says_why_by_whom_and_with_which_rule(
    desk: Desk, took: Took, hers: Client
) -> None:
    services.make_rule(person=desk.owner, wish=Wish(words=("clown",)), expires_at=None, now=NOW)
    [one] = took(("clown", PLAIN))

    said = hers.get(reverse("desk:open", args=[one.pk])).content.decode()

    assert "A rule of yours caught it" in said
    assert "What the model weighed, in numbers" in said
    assert "between finding more and fewer false alarms" in said


def test_a_rule_is_tried_then_made_then_looks_through_what_waits(took: Took, hers: Client) -> None:
    one, other = took(("clown canarytext", PLAIN), ("clown again", scored("T1")))

    tried = send(hers, "new_rule", words="Clown", act="try")
    before = Rule.objects.count()
    untried = send(hers, "new_rule", **TRIED | {"words": "Town"})
    made = send(hers, "new_rule", words="Clown", ends="7", **TRIED)
    rule = Rule.objects.get()
    looked = send(hers, "rule", rule.pk, act="look")

    one.refresh_from_db()
    other.refresh_from_db()
    assert "It would have caught 0 of" in untried
    assert "It would have caught 2 of the newest 2 messages (you hold 2)" in tried
    assert "1 may put you in danger, and stays where it is." in tried
    assert "canarytext" in tried
    assert (before, "Look through 2 that wait, too" in made) == (0, True)
    assert "It looked through 2 messages that waited." in looked
    assert (one.decision, other.decision) == ("ruled", "waiting")
    assert rule.expires_at is not None


def test_rules_rest_go_on_are_undone_and_dropped(desk: Desk, took: Took, hers: Client) -> None:
    rule = services.make_rule(
        person=desk.owner,
        wish=Wish(
            words=("clown",),
            accounts=("@bob.example",),
            languages=("en",),
        ),
        expires_at=timezone.now() + timedelta(days=1),
        now=NOW,
    )
    took(("clown", PLAIN))

    listed = page(hers, "rules")
    hidden = page(hers, "hidden_by", rule.pk)
    rests = send(hers, "rule", rule.pk, act="pause")
    one = page(hers, "rule", rule.pk)
    works = send(hers, "rule", rule.pk, act="resume")
    back = send(hers, "rule", rule.pk, act="back")
    gone = send(hers, "rule", rule.pk, act="drop")

    assert ("<q><bdi>clown</bdi></q>" in listed, "1 message hidden" in listed) == (True, True)
    assert "Hidden by one of your rules" in hidden
    assert ("rests" in rests, "nothing new is put aside" in one) == (True, True)
    assert "asked again" in works
    assert "1 message waits again." in back
    assert ("The rule is gone." in gone, Rule.objects.count()) == (True, 0)


def test_a_locked_desk_shows_no_word_of_a_rule_and_tries_none(
    desk: Desk, took: Took, locked: Client
) -> None:
    rule = services.make_rule(
        person=desk.owner, wish=Wish(words=("quoll",)), expires_at=None, now=NOW
    )
    took(("clown", PLAIN))

    listed, one = page(locked, "rules"), page(locked, "rule", rule.pk)
    tried = send(locked, "new_rule", words="Clown", **TRIED)
    looked = send(locked, "rule", rule.pk, act="look")

    assert ["quoll" in it for it in (listed, one, looked)] == [False, False, False]
    assert ("It would have caught" in tried, Rule.objects.count()) == (False, 1)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Fill in at least one of them."),
        ({"words": "!!!"}, "Each line needs a letter"),
        (
            {
                "words": "\n".join(f"word{chr(97 + n)}" * 2 for n in range(26))
                + "\n"
                + "\n".join(f"more{chr(97 + n)}" for n in range(26))
            },
            "That is more than 40 lines.",
        ),
    ],
)
def test_a_rule_that_asks_nothing_is_refused(
    hers: Client, fields: dict[str, str], said: str
) -> None:
    reply = hers.post(reverse("sorting:new_rule"), AT | fields | {"act": "try"})

    assert (reply.status_code, said in reply.content.decode()) == (422, True)


def test_the_fifty_first_rule_is_refused_kindly(
    hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fuerza.sorting.services.ruling.AT_MOST", 0)

    said = send(hers, "new_rule", words="Clown", **TRIED)

    assert "You have fifty rules" in said


def test_a_search_is_in_no_address_and_can_be_forgotten(took: Took, hers: Client) -> None:
    took(("red canaryword", PLAIN), ("blue", PLAIN))

    reply = hers.post(reverse("sorting:find"), AT | {"words": "canarywords"})
    found = page(hers, "find")
    forgotten = send(hers, "find", words="")

    assert reply.headers["Location"] == reverse("sorting:find")
    assert ("1 message fits." in found, "red canaryword" in found) == (True, True)
    assert "Decide on all of it at once" not in found
    assert "canaryword" not in str(dict(hers.session))
    assert ("message fits." in forgotten, "Searchable: 2 of 2" in forgotten) == (False, True)


def test_a_search_says_how_far_it_reaches_and_goes_on(
    took: Took, hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fuerza.sorting.services.indexing.PIECE", 2)
    monkeypatch.setattr("fuerza.sorting.services.indexing.A_WHILE", timedelta(0))
    took(*((f"word {n}", PLAIN) for n in range(3)))

    before = page(hers, "find")
    monkeypatch.setattr("fuerza.sorting.services.indexing.A_WHILE", timedelta(seconds=5))
    after = send(hers, "find", act="index")
    anew = send(hers, "find", act="anew")

    assert ("Searchable: 0 of 3" in before, "Go on" in before) == (True, True)
    assert ("Searchable: 3 of 3" in after, "Go on" in after) == (True, False)
    assert "Searchable: 3 of 3" in anew


def test_more_than_can_be_listed_is_said(
    took: Took, hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fuerza.sorting.queries.searching.MOST", 2)
    took(*((f"word {n}", PLAIN) for n in range(3)))

    found = send(hers, "find", words="word")

    assert "3 messages fit. Here are the newest 2." in found


def test_a_locked_desk_searches_nothing(took: Took, locked: Client) -> None:
    took(("word", PLAIN))

    said = send(locked, "find", words="word")

    assert ("message fits" in said, "Open the desk</button>" in said) == (False, True)


def test_what_she_sought_before_a_reset_is_forgotten(
    person: Person, took: Took, hers: Client
) -> None:
    took(("word", PLAIN))
    send(hers, "find", words="word")
    keyrings.reset(person.pk, now=timezone.now() - timedelta(days=4))
    fresh = signed_in(person, sorting_find=hers.session["sorting_find"])

    assert "message fits" not in page(fresh, "find")


def test_she_names_a_list_opens_it_and_forgets_it(took: Took, hers: Client) -> None:
    took(("one", PLAIN), ("two", scored("T1")))

    made = send(hers, "lists", name="For Ana", category="A1", decision="waiting")
    view = SavedView.objects.get()
    lists = page(hers, "lists")
    forgotten = send(hers, "forget_list", view.pk)

    assert "<h1><bdi>For Ana</bdi></h1>" in made
    assert made.count('class="row with-tick item"') == 1
    assert f'name="of" value="v:{view.pk}"' in made
    assert ("For Ana" in lists, "For Ana" in forgotten) == (True, False)
    assert "The list is gone." in forgotten


def test_a_locked_desk_shows_no_name_of_a_list(desk: Desk, locked: Client) -> None:
    view = services.save_view(person=desk.owner, filters=queries.Filters(name="quoll"), now=NOW)

    shown = page(locked, "lists") + page(locked, "list", view.pk)

    assert ("quoll" in shown, "One of your lists" in shown) == (False, True)


def test_the_thirty_first_list_is_refused(hers: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fuerza.sorting.services.viewing.AT_MOST", 0)

    reply = hers.post(reverse("sorting:lists"), AT | {"name": "x"})

    assert (reply.status_code, "You have thirty lists." in reply.content.decode()) == (422, True)


def test_the_desk_has_a_line_for_what_her_rules_hid(desk: Desk, took: Took, hers: Client) -> None:
    before = hers.get(reverse("desk:watch")).content.decode()
    services.make_rule(person=desk.owner, wish=Wish(words=("clown",)), expires_at=None, now=NOW)
    took(("clown", PLAIN))

    after = hers.get(reverse("desk:watch")).content.decode()

    assert ["Hidden by your rules" in it for it in (before, after)] == [False, True]
    assert page(hers, "hidden").count('class="row with-tick item"') == 1


@pytest.mark.parametrize("name", ["corrections", "rules", "lists", "find", "hidden"])
def test_at_somebody_elses_desk_there_is_none_of_it(
    person: Person, helper: Person, name: str
) -> None:
    grant = let_in(person, helper, "triage", "document", "act")
    client = signed_in(helper, desk=str(grant.pk))

    assert client.get(reverse(f"sorting:{name}")).status_code == 404


def test_somebody_elses_rules_lists_and_corrections_are_not_there(
    desk: Desk, took: Took, helper: Person
) -> None:
    [one] = took(("one", SHY))
    rule = services.make_rule(person=desk.owner, wish=Wish(words=("x",)), expires_at=None, now=NOW)
    view = services.save_view(person=desk.owner, filters=queries.Filters(name="x"), now=NOW)
    made = services.correct(
        desk=desk,
        mentions=mentions_in(desk).filter(pk=one.pk),
        label="nothing",  # type: ignore[arg-type]  # the same word
        now=NOW,
    )
    client = signed_in(helper)

    got = [
        client.get(reverse(f"sorting:{name}", args=[pk])).status_code
        for name, pk in (("rule", rule.pk), ("hidden_by", rule.pk), ("list", view.pk))
    ]
    posted = [
        client.post(reverse(f"sorting:{name}", args=[pk]), AT).status_code
        for name, pk in (("put_back", made.pk), ("forget_list", view.pk), ("rule", rule.pk))
    ]

    assert (got, posted) == ([404] * 3, [404] * 3)


QUERIES = {"corrections": 10, "rules": 8, "hidden": 10, "find": 12, "lists": 8}


@pytest.mark.parametrize("number", [60, 600])
def test_pages_cost_the_same_for_any_number(
    desk: Desk, took: Took, hers: Client, number: int
) -> None:
    services.make_rule(person=desk.owner, wish=Wish(words=("clown",)), expires_at=None, now=NOW)
    took(*((f"{'clown' if n % 2 else 'word'} {n}", PLAIN) for n in range(number)))
    send(hers, "find", words="word")

    with CaptureQueriesContext(connection) as asked:
        counted = {}
        for name in QUERIES:
            before = len(asked)
            page(hers, name)
            counted[name] = len(asked) - before

    assert counted == QUERIES
