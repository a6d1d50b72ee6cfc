"""Every code of the library has its words on a page, and no word is for a code that is not there."""

from pathlib import Path

import pytest
from django.utils import translation

from fuerza.acts.choices import Category
from fuerza.connections.choices import FILES, PROBLEMS, SIGNS
from fuerza.connections.queries import said, web_address
from fuerza.connections.templatetags.connections import problem_words
from fuerza.desk.choices import OFFLINE, POINTS, REASONS, SEVERITIES
from fuerza.desk.models import Mention
from fuerza.desk.queries import Body
from fuerza.desk.templatetags import desk as words
from fuerza.floods.choices import SIGNS as HEADINGS
from fuerza.vault.choices import NotKept
from safeguard.classify import hers
from safeguard.classify.detector import CUT, MODEL, WHOLE
from safeguard.classify.records import POINTS as ALL_POINTS
from safeguard.classify.records import Reason
from safeguard.classify.rules import RULES
from safeguard.detect.escalation import REPEAT
from safeguard.detect.offline import KINDS
from safeguard.detect.places import HERS
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.registry import IMPORTERS
from safeguard.taxonomy import CATEGORIES
from tests.fuerza.desk.conftest import post

OURS = {
    "already_complete",
    "changed_rows",
    "no_good_rows",
    "nothing_for_this_account",
    "private_on_shared_server",
    "too_large",
    "too_many_entries",
    "unknown_list",
}


def test_every_sign_of_danger_has_a_sentence_on_a_page_and_in_a_heading() -> None:
    assert set(OFFLINE) == {*KINDS, HERS}
    assert set(HEADINGS) == {*KINDS, REPEAT}


def test_every_rule_has_a_sentence_and_every_sentence_a_rule() -> None:
    rules = {words.without_language(rule.name) for rule in RULES}

    assert set(REASONS) == rules | {CUT, MODEL, WHOLE}


def test_every_problem_of_a_file_has_a_sentence() -> None:
    assert set(PROBLEMS) == {str(code) for code in Code} | OURS


def test_every_kind_of_file_has_a_name() -> None:
    assert set(FILES) == {label for label, _where in IMPORTERS.values()}


def test_every_sign_of_what_a_file_is_has_words() -> None:
    assert set(SIGNS) == set(Sign)


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_a_sentence_takes_what_it_is_given(code: str) -> None:
    sentence = said(code, column="text", detail="7")

    assert sentence == problem_words([3, code, "text", "7"])
    assert "%(" not in sentence


def test_every_category_and_point_and_severity_has_a_word() -> None:
    assert {one.value for one in Category} == {*CATEGORIES, "support", "nothing", "unknown"}
    assert set(POINTS) == {*ALL_POINTS, hers.HERS}
    assert set(SEVERITIES) == {each.severity for each in CATEGORIES.values()}


def test_every_way_of_not_keeping_is_answered_by_the_adding_page() -> None:
    from fuerza.desk.views.adding import _NOT_KEPT

    assert set(_NOT_KEPT) == {str(one) for one in NotKept}


def test_reasons_are_said_once_and_quote_only_what_the_model_weighed() -> None:
    why = (
        Reason("threat.death.en", "threat", 0, 3),
        Reason("threat.death.es", "threat", 0, 3),
        Reason("words", "insult", 4, 9),
    )

    found = words.reasons(Body(post("you idiot"), why))

    assert found == [("It speaks of your death.", ""), (str(REASONS["words"]), "idiot")]


def test_a_category_is_a_badge_by_what_it_is() -> None:
    kinds = [
        words.badge_of(Mention(category=category, severity=severity))
        for category, severity in (("support", 0), ("nothing", 0), ("A1", 1), ("H1", 2), ("T1", 4))
    ]

    assert kinds == ["support", "plain", "level-1", "level-2", "level-3"]


@pytest.mark.parametrize(
    ("tag", "word"),
    [
        ("es", "Spanish"),
        ("hi-Latn", "Hindi in Latin letters"),
        ("und", "language unknown"),
        ("pt-BR", "Portuguese"),
        ("xx", "language unknown"),
    ],
)
def test_languages_are_named_in_the_language_of_the_page(tag: str, word: str) -> None:
    with translation.override("en"):
        assert words.language_word(tag) == word


@pytest.mark.parametrize(
    ("platform", "word"),
    [("bluesky", "Bluesky"), ("x", "X"), ("seen", "platform unknown"), ("forum", "forum")],
)
def test_platforms_are_named_as_they_name_themselves(platform: str, word: str) -> None:
    assert words.platform_word(platform) == word


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://x.com/1", "https://x.com/1"),
        ("javascript:alert(1)", ""),
        ("//x.com", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_only_web_pages_become_links(url: str, link: str) -> None:
    assert web_address(url) == link


def test_no_text_of_a_mention_goes_into_a_title_or_an_address() -> None:
    folder = Path(words.__file__).parent.parent / "templates" / "desk"
    titles = [
        line
        for path in folder.rglob("*.html")
        for line in path.read_text().splitlines()
        if "{% block title %}" in line
    ]

    assert [line for line in titles if "{{" in line] == []
