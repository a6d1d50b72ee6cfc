"""The handbook: the same guides, as one document to print. What a page greys or holds back, the paper does too."""

import io
import uuid
from collections.abc import Iterator
from datetime import date, datetime

import msgspec
import segno
from django.utils import formats, translation
from django.utils.translation import gettext as _

from fuerza.core.bidi import name_apart
from fuerza.guides.choices import State
from fuerza.guides.queries.books import SOURCE, Guide, book
from fuerza.guides.queries.showing import Shown, ShownLine, ShownProse, Source, shown
from fuerza.programme import queries as programme
from safeguard.publish.blocks import (
    Block,
    Document,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Picture,
    Text,
    Words,
)

_QR_WIDTH = 0.2


class Edition(msgspec.Struct, frozen=True):
    """For which edition a handbook is made, and with whom: what the cover says."""

    place: str
    partners: tuple[str, ...]


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What a handbook is to be: `chapters` are guides (none: all), `address` goes into a QR code ("": none)."""

    language: str
    chapters: frozenset[uuid.UUID] = frozenset()
    edition: Edition | None = None
    address: str = ""


def edition_of(looking: object, pk: uuid.UUID, language: str) -> Edition | None:
    """Say what the cover names of an edition that whoever asks may see."""
    found = programme.edition_for(looking, pk, language=language)
    if found is None:
        return None
    partners = tuple(each.partner.name for each in found.partnerships.all())
    return Edition(programme.name_of(found.place, language), partners)


def editions(looking: object, language: str) -> list[tuple[uuid.UUID, str]]:
    """List the editions that a handbook can be made for."""
    listed = programme.listed_editions_for(looking, language=language)
    return [(each.pk, programme.name_of(each.place, language)) for each in listed]


def chapters(language: str) -> list[tuple[uuid.UUID, str]]:
    """List what can go into a handbook, with its title in a language where there is one."""
    return [
        (guide.id, guide.texts.get(language, guide.source).head.title) for guide in book().values()
    ]


def handbook(wishes: Wishes, *, now: datetime) -> Document:
    """Put the chosen guides together in one language, in the order in which they are listed."""
    chosen = [
        guide for guide in book().values() if not wishes.chapters or guide.id in wishes.chapters
    ]
    with translation.override(wishes.language):
        title = _("Handbook for women in public life")
        pages = [shown(guide, wishes.language, now.date()) for guide in chosen]
        blocks = [*_cover(wishes, pages, now), *(it for page in pages for it in _chapter(page))]
        return Document(
            title=title, language=wishes.language, blocks=tuple(blocks), made_at=now, footer=title
        )


def _cover(wishes: Wishes, pages: list[Shown], now: datetime) -> Iterator[Block]:
    if wishes.edition is not None:
        place = {"place": name_apart(wishes.edition.place)}
        yield Paragraph(_("For the edition in %(place)s.") % place)
        if wishes.edition.partners:
            names = ", ".join(map(name_apart, wishes.edition.partners))
            yield Paragraph(_("With %(names)s.") % {"names": names})
    made = {"day": _day(now.date())}
    yield Paragraph(_("Printed on %(day)s. What is grey was out of date on that day.") % made)
    yield Paragraph(
        _("None of this is legal advice. No page here can promise that anything is removed.")
    )
    if wishes.address:
        yield Picture(
            body=_code(wishes.address),
            instead=_("A code that leads to the guides online"),
            width=_QR_WIDTH,
        )
        yield Paragraph(Words(text=wishes.address, direction="ltr"))
    yield Heading(_("What is in it"))
    yield Items(tuple(Paragraph(_own(page, page.text.head.title)) for page in pages))


def _chapter(page: Shown) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(_own(page, page.text.head.title))
    yield Paragraph(_own(page, page.text.head.lead))
    yield Paragraph(_state(page))
    for part in page.parts:
        yield Heading(str(part.part.label), 2)
        for prose in part.proses:
            yield from _prose(page, prose)
    if page.sources:
        yield Heading(_("What this rests on"), 2)
        yield Items(tuple(map(_source, page.sources)), is_ordered=True)


def _prose(page: Shown, prose: ShownProse) -> Iterator[Block]:
    lines = [_line(page, line) for line in prose.lines]
    if prose.kind == "heading":
        yield from (Heading(line.text, 3) for line in lines)
    elif prose.kind == "paragraph":
        yield from lines
    else:
        yield Items(tuple(lines), is_ordered=prose.kind == "steps")


def _line(page: Shown, line: ShownLine) -> Paragraph:
    """Give a line with the number of its source; one that has expired says so, for whoever can't see grey."""
    fact = line.fact
    if fact is None:
        return Paragraph(_own(page, line.text))
    ends = [f"[{line.number}]"]
    if line.is_expired:
        until = {"day": _day(fact.expires_on)}
        ends.append(_("Held good until %(day)s. It may have changed.") % until)
    if line.is_held_back:
        known = [name_apart(each) for each in (fact.name, *fact.numbers, fact.link) if each]
        said = [*known, _("(what is said about it waits for a review)"), *ends]
        return Paragraph(" ".join(said), line.is_expired)
    return Paragraph(_own(page, " ".join([line.text, *ends]), line.language), line.is_expired)


def _source(source: Source) -> Paragraph:
    fact = source.fact
    until = {"day": _day(fact.expires_on)}
    said = [
        name_apart(fact.source),
        _("dated %(day)s") % {"day": _day(fact.dated)} if fact.dated else "",
        _("checked %(day)s") % {"day": _day(fact.checked_on)},
        _("out of date since %(day)s") % until
        if source.is_expired
        else _("holds until %(day)s") % until,
    ]
    return Paragraph(" · ".join(filter(None, said)), source.is_expired)


def _state(page: Shown) -> str:
    head = page.text.head
    if page.is_behind:
        return _("The English text has changed since this was translated.")
    if page.is_reviewed:
        return _("Reviewed by %(who)s.") % {"who": name_apart(head.reviewed_by)}
    if page.text.is_from_here:
        return _(
            "Written by the people who run this site. Nobody has reviewed it in this language yet, so legal "
            "steps and helplines stand here by name only."
        )
    if page.is_translated and not page.is_source:
        return _("This translation is a draft, made by a machine. Nobody has reviewed it yet.")
    return _("Written for Fuerza. Nobody local has reviewed it yet.")


def _own(page: Shown, text: str, language: str = "") -> Text:
    """Give words in the document's language as they are, and those of the source set apart."""
    if page.is_translated and language in ("", page.text.language):
        return text
    return Words(text=text, language=SOURCE, direction="ltr")


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def _code(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="png", scale=8, border=2)
    return out.getvalue()


def waiting(guides: list[Guide]) -> list[str]:
    """List which guide is in which language and how it stands: what `fuerza guides list` says."""
    return [
        f"{guide.name} {language} {_standing(guide, language)}"
        for guide in guides
        for language in guide.texts
    ]


def _standing(guide: Guide, language: str) -> str:
    text = guide.texts[language]
    behind = " behind" if guide.is_behind(text) else ""
    by = f" by {text.head.reviewed_by}" if text.head.state == State.REVIEWED else ""
    return f"{text.head.state.value}{by}{behind} {text.digest}"
