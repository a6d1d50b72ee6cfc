"""A report in the reader's words: the same tables for the page, the paper and the file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from django.utils.formats import number_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from fuerza.attendance.choices import Field
from fuerza.impact.choices import COMPARED, FEEDBACK, LISTENING, Question, Wave
from fuerza.impact.queries.counting import UNSAID
from fuerza.programme import queries as programme
from fuerza.programme.choices import FACT_WORDS, Confidence
from fuerza.programme.models import Edition

Content = Mapping[str, Any]


class Part(msgspec.Struct, frozen=True):
    """One table with its title, and what has to be known to read it."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def parts_of(content: Content) -> list[Part]:
    """Write a report in the language in force; a table without rows is left out."""
    names = _names(content)
    parts = [
        _reach(content),
        *(_year(year) for year in content["years"]),
        _editions(content, names),
        *_rounds(content, names),
        *_side_by_side(content, names),
        _claims(content, names),
        _campaigns(content),
        _indicators(content, names),
        _hashtags(content),
    ]
    return [part for part in parts if part.rows]


def number(value: int | None) -> str:
    """Say a number; one that is hidden is named as that, so that nobody reads nought."""
    return pgettext("number", "not shown") if value is None else number_format(value)


def _reach(content: Content) -> Part:
    rows = [(_("Places taken, over all editions"), number(content["all"]))]
    note = _("A place is counted for each edition that somebody came to or could have come to.")
    if content["are_people_known"]:
        rows.append((_("People, each counted once"), number(content["people"])))
    elif content["years"]:
        note += " " + _(
            "How many different people that were is not known: "
            "who came to editions that were closed for good was deleted."
        )
    return Part(_("How many people"), note, (_("What"), _("Number")), tuple(rows))


def _year(year: Content) -> Part:
    words = {**dict(Field.choices), UNSAID: _("not said")}
    rows = [(str(words[field]), number(value)) for field, value in year["fields"].items()]
    rows.append((_("All together"), number(year["all"])))
    title = _("By field of work, %(year)s") % {"year": _year_words(year["year"])}
    return Part(title, "", (_("Field of work"), _("Places")), tuple(rows))


def _editions(content: Content, names: Mapping[str, str]) -> Part:
    rows = [
        (names[one["id"]], number(one["all"]))
        for year in content["years"]
        for one in year["editions"]
    ]
    return Part(_("By edition"), "", (_("Edition"), _("Places")), tuple(rows))


def _rounds(content: Content, names: Mapping[str, str]) -> Iterator[Part]:
    for row in content["rounds"]:
        shown = row["shown"]
        said = {
            "edition": names[row["edition"]],
            "wave": Wave(row["wave"]).label,
            "number": number(shown.get("answered")),
        }
        rows = [
            (str(question.text), str(text), number(shown.get(f"{question.code}.{code}")))
            for question in (LISTENING if row["wave"] == Wave.BEFORE else FEEDBACK)
            for code, text in question.choices.items()
        ]
        yield Part(
            _("What people said: %(edition)s · %(wave)s") % said,
            _("Answered without names: %(number)s. Each question could be left out.") % said,
            (_("Asked"), _("Answer"), _("How many")),
            tuple(rows),
        )


def _side_by_side(content: Content, names: Mapping[str, str]) -> Iterator[Part]:
    for edition, name in names.items():
        rounds = [row for row in content["rounds"] if row["edition"] == edition]
        if len(rounds) > 1:
            heads = [
                f"{Wave(row['wave']).label} ({number(row['shown'].get('answered'))})"
                for row in rounds
            ]
            yield Part(
                _("Before and after: %(edition)s") % {"edition": name},
                _(
                    "Groups stand side by side, with how many answered. They need not be the same people, "
                    "and nobody's answers are followed from one time to the next."
                ),
                (_("Asked"), _("Answer"), *heads),
                tuple(row for question in COMPARED for row in _compared(question, rounds)),
            )


def _compared(question: Question, rounds: list[Content]) -> Iterator[tuple[str, ...]]:
    for code, text in question.choices.items():
        numbers = [number(row["shown"].get(f"{question.code}.{code}")) for row in rounds]
        yield (str(question.text), str(text), *numbers)


def _claims(content: Content, names: Mapping[str, str]) -> Part:
    rows = [(names[it["edition"]], *_claimed(it)) for it in content["claims"]]
    return Part(
        _("What sources say"),
        _("Claims in their sources' words. None is a count of ours."),
        (_("Edition"), *_claim_heads()),
        tuple(rows),
    )


def _campaigns(content: Content) -> Part:
    rows = [
        (campaign["name"], *_claimed(it))
        for campaign in content["campaigns"]
        for it in campaign["claims"]
    ]
    return Part(
        _("Campaigns"),
        _("Claims in their sources' words. None is a count of ours."),
        (_("Campaign"), *_claim_heads()),
        tuple(rows),
    )


def _indicators(content: Content, names: Mapping[str, str]) -> Part:
    rows = [
        (names[it["edition"]], it["what"], number(it["number"]), it["source"])
        for it in content["indicators"]
    ]
    head = (_("Edition"), _("What"), _("Number"), _("Source"))
    return Part(_("What was counted online"), "", head, tuple(rows))


def _hashtags(content: Content) -> Part:
    rows = [
        ("#" + it["hashtag"], number(it["editions"]), number(it["campaigns"]))
        for it in content["hashtags"]
    ]
    note = _("Each stands here once, however many editions share it.")
    return Part(_("Hashtags"), note, (_("Hashtag"), _("Editions"), _("Campaigns")), tuple(rows))


def _claimed(it: Content) -> Iterable[str]:
    source = " · ".join(part for part in (it["source"], it["url"]) if part)
    about = str(FACT_WORDS.get(it["field"], it["field"]))
    return (about, it["value"], str(Confidence(it["confidence"]).label), source)


def _claim_heads() -> tuple[str, ...]:
    return (_("What about"), _("What it says"), _("How sure"), _("Source"))


def _names(content: Content) -> dict[str, str]:
    """Name each edition by its place and when it was, in the language in force."""
    ids = [one["id"] for year in content["years"] for one in year["editions"]]
    found = Edition.objects.select_related("place").prefetch_related("place__names").in_bulk(ids)
    language = get_language() or "en"
    named = {str(pk): one for pk, one in found.items()}
    return {
        pk: programme.apart(
            named[pk],
            f"{programme.name_of(named[pk].place, language)} · {programme.when_words(named[pk])}",
        )
        for pk in ids
    }


def _year_words(year: str) -> str:
    return year or _("no date")
