"""The report that lies in a package: what is in it, written for a police officer or a lawyer, as a PDF.

It says what `record.json` says and no more, facts first and what was thought of them last and apart. It names no
helper, and nobody but who wrote the items and, where she chose so, herself.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import cast

import msgspec
from django.template.defaultfilters import filesizeformat
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fuerza.core.times import in_utc
from fuerza.vault.choices import CustodyVerb
from fuerza.vault.services.pictures import PictureRefused, print_copy
from safeguard import evidence
from safeguard.evidence.record import FileFact
from safeguard.platforms.names import NAMES
from safeguard.publish.blocks import (
    Block,
    Direction,
    Document,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Quotation,
    Table,
    Text,
    Words,
)

LONGEST = 20_000  # characters of one text: what is longer is in the package as a whole
Row = tuple[Text, Text]


class _Entry(msgspec.Struct, frozen=True):
    """An item under the number that it has in the package."""

    number: int
    item: evidence.Item
    record: evidence.Record

    @property
    def folder(self) -> str:
        return f"data/{self.number:04d}"


def report(
    items: Iterable[evidence.Item], *, made_at: datetime, tool: str, language: str, name: str = ""
) -> Document:
    """Write the report on `items`, in the order in which the package has them; `name` is hers, if she wants it in.

    Of each item it holds the words and small copies of the pictures, so items may come one at a time.
    """
    with translation.override(language):
        lines: list[tuple[Text, ...]] = []
        parts: list[Block] = []
        for number, item in enumerate(items, start=1):
            entry = _Entry(number, item, evidence.read_record(item.record))
            lines.append(_line(entry))
            parts += _part(entry)
        title = _("Report on what was kept")
        head = _opening(len(lines), made_at, tool, name)
        return Document(
            title=title,
            language=language,
            blocks=(*head, _contents(lines), *parts),
            made_at=made_at,
            footer=f"{title} · {in_utc(made_at)}",
        )


def _opening(count: int, made_at: datetime, tool: str, name: str) -> Iterator[Block]:
    yield Heading(_("What this is"))
    yield Paragraph(
        _(
            "This report lists things that somebody wrote or posted, kept as they were received. "
            "It belongs to a package of files: each item has a folder there, with every byte that "
            "was received. The report is made for reading; where it and the files differ, the "
            "files count."
        )
    )
    rows: list[Row] = [
        (_("Made"), in_utc(made_at)),
        (_("Made by the software"), _plain(tool)),
        (_("Items in this package"), _count(count)),
    ]
    if name:
        rows.append((_("Handed over by"), Words(text=name)))
    yield Facts(tuple(rows))
    yield Heading(_("How to check it"))
    yield Paragraph(
        _(
            "Beside each file stands its SHA-256, a fingerprint: whoever changes the file changes "
            "the fingerprint. The file HOW-TO-CHECK.txt in the package says how to check every "
            "file with programs that most computers have, and how to find out whether the package "
            "as a whole was changed."
        )
    )
    yield Paragraph(
        _(
            "A sign that can't be printed here, or can't be seen, stands in square brackets with "
            "its number, such as [U+1F52A]. A picture is a small copy, drawn anew; the original is "
            "in the package."
        )
    )
    yield Heading(_("What it does not show"))
    yield Paragraph(
        _(
            "Who wrote something and when is what the platform, the file or a person said at the "
            "time. The report does not show who is behind an account, nor that what somebody wrote "
            "is true. It may be only some of what was received."
        )
    )


def _contents(lines: list[tuple[Text, ...]]) -> Table:
    return Table((_("Item"), _("Platform"), _("Account"), _("Written")), tuple(lines))


def _line(entry: _Entry) -> tuple[Text, ...]:
    source = entry.record.source
    account = source.author.handle or source.author.display_name or _("unknown")
    return (
        _count(entry.number),
        _platform(source.platform),
        Words(text=account),
        in_utc(source.created_at),
    )


def _part(entry: _Entry) -> Iterator[Block]:
    yield Heading(_("Item %(number)s") % {"number": _count(entry.number)})
    yield Facts((*_where(entry), *_taken_in(entry.record.capture)))
    yield from _written(entry)
    yield from _pictures(entry)
    yield Heading(_("Files and their fingerprints (SHA-256)"), 2)
    yield Facts(tuple(_files(entry)))
    if entry.item.custody:
        yield Heading(_("What was done with it since"), 2)
        yield Facts(tuple((in_utc(event.at), _done(event)) for event in entry.item.custody))
    if entry.item.assessment:
        yield from _thought(entry.item.assessment)


def _where(entry: _Entry) -> Iterator[Row]:
    source, capture = entry.record.source, entry.record.capture
    author = source.author
    yield _("Folder in the package"), _plain(entry.folder)
    yield _("Platform"), _platform(source.platform)
    yield from _known((_("Name of the account"), author.display_name))
    yield from _known(
        (_("Handle of the account"), author.handle),
        (_("Fixed id of the account"), author.id),
        way="ltr",
    )
    claim = _("Written, as the person said") if capture.method == "seen" else None
    yield claim or _("Written, as the platform says"), in_utc(source.created_at)
    for url in source.urls:
        yield _("Address"), _plain(url)
    yield from _known(
        (_("Its id on the platform"), source.native_id),
        (_("Its version there"), source.content_id),
        (_("In answer to"), source.in_reply_to),
        (_("Quotes"), source.quoted),
        (_("Language, as the platform says"), source.language),
        way="ltr",
    )


def _taken_in(capture: evidence.Capture) -> Iterator[Row]:
    ways = {
        "api": _("by a program, from the platform's own interface"),
        "file": _("by a program, from a file that the platform or an app had given out"),
        "seen": _("by a person, as she saw it: typed, pasted or as a screenshot"),
    }
    yield _("Taken in"), ways[capture.method]
    yield _("Begun"), in_utc(capture.started_at)
    yield pgettext("how it was taken in", "Ended"), in_utc(capture.ended_at)
    tool = " ".join(filter(None, (capture.tool, capture.version, capture.commit)))
    yield _("Taken in with"), _plain(tool)
    if capture.clock_offset_ms is not None:
        yield (
            _("Clock of that computer"),
            _("off by %(number)s ms") % {"number": _count(capture.clock_offset_ms)},
        )
    status = None if capture.http_status is None else str(capture.http_status)
    yield from _known(
        (_("Asked at"), capture.endpoint), (_("Answered with status"), status), way="ltr"
    )


def _written(entry: _Entry) -> Iterator[Block]:
    content = entry.record.content
    yield Heading(_("What was written, as received"), 2)
    if not content.text:
        yield Paragraph(_("No words."))
        return
    yield Quotation(Words(text=content.text[:LONGEST], language=entry.record.source.language or ""))
    if len(content.text) > LONGEST:
        yield Paragraph(
            _("That is not all: %(number)s more characters stand in %(file)s.")
            % {
                "number": _count(len(content.text) - LONGEST),
                "file": f"{entry.folder}/record.json",
            }
        )
    for each in content.translations:
        is_ours = each.by == "machine"
        yield Paragraph(
            _("Translation by a program, which can be wrong:") if is_ours else _("Translation:")
        )
        yield Quotation(Words(text=each.text[:LONGEST], language=each.language))


def _pictures(entry: _Entry) -> Iterator[Block]:
    media = tuple(zip(_media(entry.record), tuple(entry.item.bodies)[1:], strict=True))
    if media:
        yield Heading(_("Pictures and other files"), 2)
    for fact, body in media:
        where = f"{entry.folder}/{fact.path}"
        medium = evidence.Medium(name=fact.path, media_type=fact.media_type, body=body)
        try:
            drawn = print_copy(medium)
        except PictureRefused:
            yield Paragraph(
                _("%(file)s can't be shown on paper. It is in the package.") % {"file": where}
            )
        else:
            words = _("The picture %(file)s, a small copy. What it shows was not put into words.")
            yield Picture(drawn, words % {"file": where})
            yield Paragraph(_plain(where))


def _media(record: evidence.Record) -> tuple[FileFact, ...]:
    return record.integrity.files[1:]


def _files(entry: _Entry) -> Iterator[Row]:
    body = entry.item.record
    yield f"record.json ({filesizeformat(len(body))})", _plain(hashlib.sha256(body).hexdigest())
    for fact in entry.record.integrity.files:
        yield f"{fact.path} ({filesizeformat(fact.size)})", _plain(fact.sha256)


def _done(event: evidence.CustodyEvent) -> str:
    verbs = cast("dict[str, str]", dict(CustodyVerb.choices))
    by = {
        "owner": _("by the person it belongs to"),
        "helper": _("by somebody whom that person let in"),
        None: _("by the software itself"),
    }
    said = f"{verbs.get(event.what, event.what)} · {by.get(event.who, event.who)}"
    why = _("reason given: %(reason)s") % {"reason": f"\u2068{event.why}\u2069"}
    return f"{said} · {why}" if event.why else said


def _thought(thought: evidence.Assessment) -> Iterator[Block]:
    yield Heading(_("What was thought of it: an opinion, not a fact"), 2)
    yield Paragraph(
        _(
            "A program sorts what comes in, and people decide. The program gives a likelihood from "
            "0 to 1 for each of its words. It can be wrong, and nothing above rests on it."
        )
    )
    rows: list[Row] = list(
        _known(
            (_("Sorted by the model"), thought.model),
            (_("At its threshold"), thought.point),
            (_("Words it chose"), ", ".join(thought.labels)),
            way="ltr",
        )
    )
    for head, score in (thought.heads or {}).items():
        rows.append((head, _("can't tell") if score is None else _count(score, 2)))
    rows += _known(
        (_("What a person called it"), thought.human_label),
        (_("Rule it may break"), thought.rule),
        (_("Decided"), thought.decision),
    )
    if thought.decided_at:
        rows.append((_("Decided on"), in_utc(thought.decided_at)))
    if rows:
        yield Facts(tuple(rows))


def _known(*rows: tuple[str, str | None], way: Direction | None = None) -> Iterator[Row]:
    """Give those rows whose value is known."""
    for name, value in rows:
        if value:
            yield name, Words(text=value, direction=way)


def _plain(text: str) -> Words:
    """Set an id, an address, a sum or a path: from left to right in every language."""
    return Words(text=text, direction="ltr")


def _platform(platform: str) -> Text:
    name = NAMES.get(platform, platform)
    return Words(text=name) if name else _("unknown")


def _count(number: float, places: int = 0) -> str:
    return formats.number_format(number, places, force_grouping=True)
