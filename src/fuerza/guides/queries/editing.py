"""Guides as those see them who write them: what there is in which language, what is under way, what a text lacks."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal
from uuid import UUID

import msgspec
from django.conf import settings
from django.http import HttpRequest

from fuerza.guides.choices import Part
from fuerza.guides.queries import books
from fuerza.guides.queries.books import ABOUT, ROOM, SOURCE, About, Fact, Guide, Text
from fuerza.guides.queries.showing import Shown, shown
from fuerza.pages import queries as pages
from fuerza.pages.models import Revision
from fuerza.people.models import Person
from fuerza.programme.queries import viewer_of
from safeguard.publish.changes import Change, changes
from safeguard.publish.markdown import prose_of

Wrong = Literal["part", "fact", "guide", "empty"]


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """A text as a form has it: `words` are those it is also found by, `parts` what an author writes."""

    title: str = ""
    lead: str = ""
    words: tuple[str, ...] = ()
    parts: Mapping[Part, str] = {}


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """A guide that can be written on: `guide` is None while no English text of it is shown."""

    id: UUID
    name: str
    about: About
    guide: Guide | None = None

    @property
    def facts(self) -> dict[str, Fact]:
        return {fact.code: fact for fact in self.about.facts}

    @property
    def is_own(self) -> bool:
        """Say whether it was begun here, so that none of our files lies below it."""
        return not (books.OURS / self.name).is_dir()


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a guide stands in one language: its text if there is one, and how many drafts and proposals are under way."""

    language: str
    text: Text | None
    is_reviewed: bool
    is_behind: bool
    under_way: int


def writer(request: HttpRequest) -> bool:
    """Whoever organises the whole programme: guides are for everybody, not for one edition."""
    return request.user.is_authenticated and may_write(request.user)


def may_write(person: Person) -> bool:
    return viewer_of(person).organises_all


def works() -> list[Work]:
    """List all guides, those begun here among them."""
    there = books.book()
    known = {guide.name for guide in there.values()}
    begun = sorted({each.name for each in pages.shown_in(ROOM) if each.part == ABOUT} - known)
    return [_shown_work(guide) for guide in there.values()] + [_begun_work(name) for name in begun]


def work_of(pk: UUID) -> Work | None:
    return next((work for work in works() if work.id == pk), None)


def _shown_work(guide: Guide) -> Work:
    facts = tuple(guide.facts.values())
    about = About(id=guide.id, kind=guide.kind, order=guide.order, facts=facts)
    return Work(id=guide.id, name=guide.name, about=about, guide=guide)


def _begun_work(name: str) -> Work:
    about = books.about_in(books.body_at(books.place_of(name, ABOUT)))
    return Work(id=about.id, name=name, about=about)


def standings(work: Work, under_way: list[Revision]) -> list[Standing]:
    """Say of each language how a guide stands in it."""
    return [_standing(work, language, under_way) for language in settings.AUTONYMS]


def overtaken(work: Work) -> list[str]:
    """List the languages whose text written here lies over a file that has changed since."""
    known = pages.begun_from(ROOM, work.name)
    texts = work.guide.texts.values() if work.guide else ()
    places = {
        text.language: books.place_of(work.name, text.language)
        for text in texts
        if text.is_from_here
    }
    files = {language: books.body_in_file(place) for language, place in places.items()}
    return [
        code for code, body in files.items() if body and (code, books.stamp_of(body)) not in known
    ]


def _standing(work: Work, language: str, under_way: list[Revision]) -> Standing:
    text = work.guide.texts.get(language) if work.guide else None
    rows = [row for row in under_way if (row.page.name, row.part) == (work.name, language)]
    return Standing(
        language=language,
        text=text,
        is_reviewed=bool(text and work.guide and work.guide.is_reviewed(text)),
        is_behind=bool(text and work.guide and work.guide.is_behind(text)),
        under_way=len(rows),
    )


def body_of(work: Work, part: str) -> str:
    """Return the text that readers see now, as it was written; "" where there is none."""
    return books.body_at(books.place_of(work.name, part))


def fields_of(body: str) -> Fields:
    """Take a text apart for a form."""
    pieces = books.pieces_of(body) if body else None
    if pieces is None:
        return Fields()
    head, words = pieces
    return Fields(
        title=head.title,
        lead=head.lead,
        words=head.words,
        parts={part: words.get(part, "").strip() for part in Part},
    )


def composed(fields: Fields, *, made_from: str = "") -> str:
    """Put a text together as its file would be. A review is never written into it: that is kept beside."""
    head: dict[str, Any] = {"title": fields.title, "lead": fields.lead}
    head |= {"words": list(fields.words)} if fields.words else {}
    head |= {"made_from": made_from} if made_from else {}
    written = [(part, fields.parts.get(part, "").strip()) for part in Part]
    said = "\n\n".join(f"# {part}\n{words}" for part, words in written if words)
    return f"---\n{msgspec.yaml.encode(head).decode()}---\n{said}\n"


def composed_about(about: About) -> str:
    """Put together what `guide.yaml` would say."""
    return msgspec.yaml.encode(about).decode()


def source_digest(work: Work) -> str:
    """Return the digest of the English text, which a translation names."""
    return work.guide.source.digest if work.guide else ""


def wrongs_in(work: Work, fields: Fields) -> Iterator[tuple[Wrong, str]]:
    """Say what readers would trip over: a code, and the word it is about."""
    if not any(fields.parts.values()):
        yield "empty", ""
    names = {guide.name for guide in books.book().values()} | {work.name}
    for words in fields.parts.values():
        yield from (("part", found[0]) for found in books.PART.finditer(words))
        lines = (line for prose in prose_of(words) for line in prose.lines)
        yield from books.loose_ends(lines, work.facts, names)


def rested_on(work: Work) -> frozenset[str]:
    """Return the codes of the facts on which a text that is shown rests, in any language."""
    texts = work.guide.texts.values() if work.guide else ()
    return frozenset(line.rests_on for text in texts for line in text.lines())


def seen_with(work: Work, language: str, body: str, today: date) -> Shown:
    """Show a guide as readers would see it with another text in one language.

    Raises:
        GuideWasBroken: the text says what none may say.

    """
    guide = books.tried(books.place_of(work.name, language), body)[work.id]
    return shown(guide, language, today)


def changes_of(revision: Revision) -> tuple[Change, ...]:
    """Compare a revision with what readers see now; one that they see or saw, with what they saw before it."""
    place = books.place_of(revision.page.name, revision.part)
    if revision.shown_at is None:
        return changes(books.body_at(place), revision.body)
    before = pages.body_before(revision)
    return changes(books.body_in_file(place) if before is None else before, revision.body)


def changes_of_source(revision: Revision) -> tuple[Change, ...]:
    """Compare the English text that a translation was made from with the one of now; empty where it is the same."""
    now = books.body_at(books.place_of(revision.page.name, SOURCE))
    if revision.part in (SOURCE, ABOUT) or revision.source == now:
        return ()
    return changes(revision.source, now)
