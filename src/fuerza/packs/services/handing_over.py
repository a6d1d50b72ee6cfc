"""What a pack becomes: a text to copy, a sheet to print, and a package of the vault with that sheet in it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from fuerza.core.keyrings import Opened
from fuerza.core.times import in_utc
from fuerza.packs.queries import Filled, PackAt
from fuerza.packs.queries.filling import Field, Piece
from fuerza.packs.services.preparing import NotAllowed
from fuerza.vault import services as vault
from safeguard.publish.blocks import Block, Document, Facts, Heading, Paragraph, Text, Words

LONGEST_NOTE = 500
SHEET = "form.pdf"


class NothingToHandOver(LookupError):
    """It is not whole, or none of its exhibits may go along."""


def text_of(found: PackAt, stands: Filled) -> str:
    """Write the pack as plain text, in its language, to be copied into a form or a letter."""
    with translation.override(found.pack.language):
        return "\n\n".join(
            "\n".join((f"{field.demand.label}:", *map(_said, field.pieces)))
            for field in stands.fields
        )


def note_of(found: PackAt, stands: Filled) -> str:
    """Write what a platform's team is told beside the reason: the rules, and who reports; cut to what it takes."""
    told = [field for field in stands.fields if field.code in {"rule", "first_person", "tier"}]
    with translation.override(found.pack.language):
        lines = [
            f"{field.demand.label}: " + "; ".join(piece.text for piece in field.pieces)
            for field in told
        ]
    return "\n".join(lines)[:LONGEST_NOTE]


def document_of(found: PackAt, stands: Filled, *, now: datetime) -> Document:
    """Set the pack as a sheet: who it is for, and each field with where it came from."""
    with translation.override(found.pack.language):
        title = stands.route.name or _("Report of facts")
        return Document(
            title=title,
            language=found.pack.language,
            blocks=(*_head(stands, now), *_fields(stands)),
            made_at=now,
            footer=f"{title} · {in_utc(now)}",
        )


def hand_over(
    *,
    found: PackAt,
    stands: Filled,
    opened: Opened,
    wishes: vault.Wishes,
    folder: Path,
    now: datetime,
) -> vault.Packed:
    """Make a package of its exhibits with its sheet in it; by her alone, as every package.

    Raises:
        NotAllowed: a helper prepares, and she hands over.
        NothingToHandOver: something is missing, or a hazard leaves out all of it.
        ExhibitWasOutOfReach, OSError: as `vault.services.pack` says.

    """
    if not found.at.is_own:
        raise NotAllowed
    chosen = [item.id for item in stands.in_package] if stands.is_whole else []
    exhibits = list(found.pack.exhibits.filter(pk__in=chosen).defer("sealed"))
    if not exhibits:
        raise NothingToHandOver("No exhibit of the pack was left to hand over.")
    packed = vault.pack(
        person=found.at.owner,
        exhibits=exhibits,
        opened=opened,
        wishes=vault.Wishes(
            language=found.pack.language,
            name=wishes.name,
            passphrase=wishes.passphrase,
            documents={SHEET: document_of(found, stands, now=now)},
        ),
        folder=folder,
        now=now,
    )
    found.pack.package = packed.package
    found.pack.save(update_fields=["package"])
    return packed


def _head(stands: Filled, now: datetime) -> Iterator[Block]:
    yield Heading(_("What this is"))
    if stands.route.is_draft:
        yield Paragraph(
            _(
                "This is a draft, filled in by the person herself. A lawyer has to look at it before it is used."
            )
        )
    yield Facts(((_("Made"), in_utc(now)),))
    yield Paragraph(
        _(
            "Beside each part stands where it came from: the number of an exhibit, a note, or what was asked."
        )
    )


def _fields(stands: Filled) -> Iterator[Block]:
    folders = {item.number: place for place, item in enumerate(stands.in_package, start=1)}
    for field in stands.fields:
        yield Heading(str(field.demand.label), 2)
        yield Facts(
            tuple((_source(field, piece, folders), _words(piece)) for piece in field.pieces)
        )


def _source(field: Field, piece: Piece, folders: dict[int, int]) -> str:
    if not piece.exhibit:
        return str(field.origin.label)
    number = number_format(piece.exhibit, force_grouping=True)
    if piece.exhibit not in folders:
        return _("Exhibit %(number)s, not in the package") % {"number": number}
    where = f"{folders[piece.exhibit]:04d}"
    return _("Exhibit %(number)s, folder %(folder)s") % {"number": number, "folder": where}


def _words(piece: Piece) -> Text:
    if piece.is_code:
        return Words(text=piece.text, language=piece.language or "", direction="ltr")
    if piece.language is None:
        return piece.text
    return Words(text=piece.text, language=piece.language)


def _said(piece: Piece) -> str:
    number = number_format(piece.exhibit, force_grouping=True)
    return f"[{number}] {piece.text}" if piece.exhibit else piece.text
