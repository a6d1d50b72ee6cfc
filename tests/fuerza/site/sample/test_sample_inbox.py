"""The sample inbox holds what the demo promises, keeps its rhythm, and is nobody's words or numbers."""

import re
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from random import Random

import msgspec
import pytest

from fuerza.site.sample import rhythm
from fuerza.site.sample.disguise import LEET, LOOKALIKES
from fuerza.site.sample.inbox import (
    EVERYDAY,
    NIGHT,
    QUOTED,
    RAID_TEXT,
    SamplePost,
    WordsRanOut,
    _Making,
    sample_inbox,
)
from fuerza.site.sample.voices import Voice

UNTIL = datetime(2026, 10, 5, 14, 5, tzinfo=UTC)


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 -- sample data, repeatable on purpose


@pytest.fixture(scope="module")
def inbox() -> list[SamplePost]:
    return sample_inbox(seed=7, until=UNTIL)


def of_kind(inbox: list[SamplePost], kind: str) -> list[SamplePost]:
    return [one for one in inbox if one.kind == kind]


def folded(text: str) -> str:
    """Undo the raid's tricks with nothing but their tables: the letters a reader sees."""
    undo = {look: plain for plain, look in LOOKALIKES.items()}
    undo |= {leet: plain for plain, leet in LEET.items()}
    bare = re.sub(r"^@\S+ ", "", text).lower()
    letters = "".join(undo.get(sign, sign) for sign in unicodedata.normalize("NFKC", bare))
    return re.sub(r"[^a-z]", "", letters)


def test_every_kind_comes_in_the_number_the_demo_speaks_of(inbox: list[SamplePost]) -> None:
    counts = Counter(one.kind for one in inbox)

    assert counts == {
        "ordinary": 903,
        "pile_on": 700,
        "support": 356,
        "insult": 200,
        "criticism": 152,
        "raid": 120,
        "sexual": 35,
        "threat": 12,
        "doxxing": 8,
        "fixation": 5,
    }
    assert counts.total() == 2491


def test_every_kind_of_daily_mention_comes_in_all_five_languages(inbox: list[SamplePost]) -> None:
    every = {"en", "es", "fr", "ar", "hi", "hi-Latn"}

    spoken = {kind: {one.language for one in of_kind(inbox, kind)} for kind in EVERYDAY}

    assert spoken == dict.fromkeys(EVERYDAY, every)


def test_english_and_spanish_are_most_of_it_and_no_language_is_a_token(
    inbox: list[SamplePost],
) -> None:
    counts = Counter(one.language.partition("-")[0] for one in inbox)

    assert counts["en"] + counts["es"] > 0.7 * len(inbox)
    assert min(counts.values()) > 150


def test_the_same_seed_gives_the_same_bytes() -> None:
    one, other = (sample_inbox(seed=11, until=UNTIL) for _ in range(2))

    assert one == other


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    script = (
        "import hashlib, msgspec\n"
        "from datetime import UTC, datetime\n"
        "from fuerza.site.sample.inbox import sample_inbox\n"
        "posts = sample_inbox(seed=11, until=datetime(2026, 10, 5, 14, 5, tzinfo=UTC))\n"
        "print(hashlib.sha256(msgspec.json.encode(posts)).hexdigest())\n"
    )

    digests = {
        subprocess.run(  # our own interpreter
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(digests) == 1


def test_another_seed_gives_other_words(inbox: list[SamplePost]) -> None:
    other = sample_inbox(seed=8, until=UNTIL)

    shared = {one.post.text for one in inbox} & {one.post.text for one in other}

    assert len(other) == len(inbox)
    assert len(shared) < 0.3 * len(inbox)


@pytest.mark.parametrize("weeks", [1, 2, 6, 9])
def test_everything_was_written_in_the_weeks_before(weeks: int) -> None:
    found = sample_inbox(seed=3, until=UNTIL, weeks=weeks)

    first, last = found[0].post.written_at, found[-1].post.written_at
    assert UNTIL - timedelta(weeks=weeks) <= first
    assert last < UNTIL
    assert [one.post.written_at for one in found] == sorted(one.post.written_at for one in found)


@pytest.mark.parametrize(
    ("until", "weeks"),
    [(UNTIL, 0), (datetime(2026, 10, 5, 14, 5), 6)],  # noqa: DTZ001 -- the fault
)
def test_no_week_or_no_zone_is_refused(until: datetime, weeks: int) -> None:
    with pytest.raises(ValueError, match="no time zone or no week"):
        sample_inbox(seed=1, until=until, weeks=weeks)


def test_ids_are_unique_but_for_three_edited_posts(inbox: list[SamplePost]) -> None:
    ids = Counter((one.post.platform, one.post.id) for one in inbox)
    contents = Counter((one.post.platform, one.post.id, one.post.content_id) for one in inbox)

    assert sorted(n for n in ids.values() if n > 1) == [2, 2, 2]
    assert set(contents.values()) == {1}


def test_only_the_raid_repeats_itself(inbox: list[SamplePost]) -> None:
    texts = Counter(
        re.sub(r"^@\S+ ", "", one.post.text).casefold() for one in inbox if one.kind != "raid"
    )

    assert [text for text, n in texts.items() if n > 1] == []


def test_about_nine_hundred_people_write_and_a_few_come_back(inbox: list[SamplePost]) -> None:
    hurting = Counter(
        one.post.author.id for one in inbox if one.kind in {"insult", "sexual", "threat"}
    )

    assert 820 <= len({one.post.author.id for one in inbox}) <= 980
    assert [n >= 20 for _, n in hurting.most_common(2)] == [True, True]


def test_what_she_reads_as_kind_and_what_comes_near_are_one_admirer(
    inbox: list[SamplePost],
) -> None:
    (admirer,) = {one.post.author.id for one in of_kind(inbox, "fixation")}

    before = [one for one in of_kind(inbox, "support") if one.post.author.id == admirer]

    first_near = min(one.post.written_at for one in of_kind(inbox, "fixation"))
    assert len(before) == 6
    assert max(one.post.written_at for one in before) < first_near


def test_nights_are_quieter_than_evenings_and_weekends_than_weekdays(
    inbox: list[SamplePost],
) -> None:
    moments = [
        one.post.written_at.astimezone(rhythm.HOME)
        for one in inbox
        if one.kind in {"ordinary", "support", "criticism"}
    ]

    night = sum(1 for at in moments if 1 <= at.hour < 5)
    evening = sum(1 for at in moments if 18 <= at.hour < 22)
    weekend = sum(1 for at in moments if at.weekday() >= 5) / 2
    weekday = sum(1 for at in moments if at.weekday() < 5) / 5
    assert night * 8 < evening
    assert weekend < 0.8 * weekday


def test_one_crowd_answers_a_quoted_post_within_three_hours(inbox: list[SamplePost]) -> None:
    crowd = [one.post for one in of_kind(inbox, "pile_on") if one.post.platform == "bluesky"]
    root = min(crowd, key=lambda post: post.written_at)

    around = [post for post in crowd if root.id in {post.quoted, post.conversation}]

    assert root.kind == "quote"
    assert len(around) == sum(QUOTED.values()) == 449
    assert max(p.written_at for p in around) - root.written_at <= timedelta(hours=3)
    assert len({post.author.id for post in around}) > 200


def test_one_crowd_comes_overnight_under_her_own_post(inbox: list[SamplePost]) -> None:
    crowd = [one.post for one in of_kind(inbox, "pile_on") if one.post.platform == "mastodon"]
    hours = {post.written_at.astimezone(rhythm.HOME).hour for post in crowd}

    (conversation,) = {post.conversation for post in crowd}

    assert len(crowd) == sum(NIGHT.values()) == 250
    assert conversation not in {one.post.id for one in inbox}
    assert hours <= {22, 23, 0, 1, 2, 3, 4, 5, 6}


def test_a_crowd_holds_fair_criticism_and_support_beside_its_jeers(
    inbox: list[SamplePost],
) -> None:
    tones = Counter(one.tone for one in of_kind(inbox, "pile_on"))

    assert set(tones) == {"insult", "criticism", "ordinary", "support"}
    assert 0.4 < tones["insult"] / tones.total() < 0.55
    assert min(tones.values()) > 50


def test_the_raid_is_one_sentence_from_ninety_new_accounts(inbox: list[SamplePost]) -> None:
    raid = [one.post for one in of_kind(inbox, "raid")]
    original = folded(RAID_TEXT)

    likeness = [SequenceMatcher(None, folded(post.text), original).ratio() for post in raid]
    ages = [post.written_at - post.author.created_at for post in raid if post.author.created_at]

    assert min(likeness) > 0.95
    assert len({post.text for post in raid}) > 80
    assert len({post.author.id for post in raid}) == 90
    assert len(ages) == 120
    assert max(ages) < timedelta(days=16)
    assert max(p.written_at for p in raid) - raid[0].written_at <= timedelta(minutes=90)


def test_only_x_comes_from_a_file_and_its_bytes_are_a_row_of_one(inbox: list[SamplePost]) -> None:
    sources = {(one.post.platform, one.source) for one in inbox}
    row = msgspec.json.decode(next(one.post.raw for one in inbox if one.source == "file"))

    assert sources == {("bluesky", "api"), ("mastodon", "api"), ("x", "file")}
    assert {"text", "author_handle", "created_at"} <= set(row)


def test_raw_bytes_hold_the_post_they_came_with(inbox: list[SamplePost]) -> None:
    kept = [msgspec.json.decode(one.post.raw) for one in inbox]

    assert [(raw["id"], raw["text"], raw["platform"]) for raw in kept] == [
        (one.post.id, one.post.text, one.post.platform) for one in inbox
    ]


def test_everything_is_addressed_to_one_woman(inbox: list[SamplePost]) -> None:
    found = {(one.post.platform, one.post.addressed_to) for one in inbox}

    assert found == {
        ("bluesky", "marisol.example"),
        ("mastodon", "@marisol@social.example"),
        ("x", "marisol.example"),
    }


def test_no_handle_link_mail_or_number_is_anybodys(inbox: list[SamplePost]) -> None:
    texts = [one.post.text for one in inbox]
    hosts = {host for text in texts for host in re.findall(r"https?://([^/\s]+)", text)}
    mails = {m for text in texts for m in re.findall(r"[\w.]+@[\w.]+", text)}
    phones = {n for text in texts for n in re.findall(r"\d[\d\s().-]{5,}\d", text)}
    handles = {one.post.author.handle for one in inbox}

    assert {host for host in hosts if not host.endswith(".example")} == set()
    assert mails == {"marisol@social.example", "m.vega.private@example.org"}
    assert phones == {"555-0117", "555-0142", "555-0163"}
    assert {handle for handle in handles if not handle.endswith(".example")} == set()
    assert {one.post.url.split("/")[2] for one in inbox} == {
        "bluesky.example",
        "mastodon.example",
        "x.example",
    }


def test_every_address_given_away_is_an_invented_street(inbox: list[SamplePost]) -> None:
    texts = [one.post.text for one in of_kind(inbox, "doxxing")]
    streets = ("Invented Street", "Calle Inventada", "Imaginaire", "الخيال", "काल्पनिक", "Kalpanik")

    tells = [any(part in text for part in (*streets, "555-01")) for text in texts]

    assert tells == [True] * 8


def test_the_platforms_language_is_a_claim_and_ours_is_what_was_written(
    inbox: list[SamplePost],
) -> None:
    claims = {(one.language, one.post.language) for one in inbox if one.source == "api"}

    assert claims == {
        ("en", "en"),
        ("es", "es"),
        ("fr", "fr"),
        ("ar", "ar"),
        ("hi", "hi"),
        ("hi-Latn", "hi"),
    }
    assert {one.post.language for one in inbox if one.source == "file"} == {""}


def test_a_voice_with_nothing_new_to_say_is_an_error_not_a_repetition() -> None:
    making = _Making(dice(1), UNTIL, 42)
    voice = Voice(key="short", language="en", words="en", weight=1)

    said = [making._new_words(voice, "threat") for _ in range(3)]

    assert len(set(said)) == 3
    with pytest.raises(WordsRanOut):
        making._new_words(voice, "threat")
