"""The guides as their files have them: a folder each, with `guide.yaml` and a text in each language it is in.

Ours lie in `content/`. Whoever runs the server may lay files beside them (`guides/` in the data folder): a file of the
same path takes the place of ours. What people wrote here, two by two (`fuerza.pages`), lies over both in the same form.
English is the source of all others; a translation names the digest of the source that it was made from, so a changed
source shows by itself.
"""

import hashlib
import logging
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import DatabaseError

from fuerza.guides.choices import Guard, Kind, Part, State
from fuerza.pages import queries as pages
from safeguard.publish.markdown import Line, Prose, prose_of

log = logging.getLogger(__name__)
OURS = Path(__file__).parent.parent / "content"
SOURCE = "en"
ROOM = "guides"
ABOUT = "about"  # the part of a page of ours that says what guide.yaml says
_FILE = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
PART = re.compile(r"^# *([a-z]+) *$", re.MULTILINE)
_SHOWN_OF_DIGEST = 12


class GuideWasBroken(ValueError):
    """A guide's file says what none may say; the sentence names the file and what is wrong."""


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a line rests on: who says so, when that was read, and until when we trust it.

    `dated` is the day of the source itself. Of what is guarded, `name`, `link` and `numbers` show even where the words
    may not yet.
    """

    code: str
    source: str
    checked_on: date
    expires_on: date
    dated: date | None = None
    guard: Guard = Guard.FREE
    name: str = ""
    link: str = ""
    numbers: tuple[str, ...] = ()

    def is_expired(self, today: date) -> bool:
        return today > self.expires_on


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What stands above a text: `words` are others that people may search by, `made_from` the source's digest."""

    title: str
    lead: str
    words: tuple[str, ...] = ()
    state: State = State.DRAFT
    reviewed_by: str = ""
    reviewed_on: date | None = None
    made_from: str = ""


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A guide in one language. `digest` is that of its words alone: a review does not change it.

    `is_from_here`: people of this installation wrote it, in the browser.
    """

    language: str
    head: Head
    parts: dict[Part, tuple[Prose, ...]]
    digest: str
    is_from_here: bool = False

    def lines(self) -> Iterator[Line]:
        for part in self.parts.values():
            for prose in part:
                yield from prose.lines


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `guide.yaml` says."""

    id: UUID
    kind: Kind
    order: int
    facts: tuple[Fact, ...] = ()


class Guide(msgspec.Struct, frozen=True, kw_only=True):
    """One guide: `name` is its folder's, which only other guides and whoever writes them use."""

    id: UUID
    name: str
    kind: Kind
    order: int
    facts: dict[str, Fact]
    texts: dict[str, Text]

    @property
    def source(self) -> Text:
        return self.texts[SOURCE]

    def is_behind(self, text: Text) -> bool:
        """Say whether the source has changed since this was translated from it."""
        return text.language != SOURCE and text.head.made_from != self.source.digest

    def is_reviewed(self, text: Text) -> bool:
        """Say whether somebody named has reviewed it as it is; a review of what has changed since counts no more."""
        return text.head.state == State.REVIEWED and not self.is_behind(text)


class File(msgspec.Struct, frozen=True):
    """A text of a guide at its place (`keep-proof/es.md`): in a file, written here, or only tried (`body`).

    `stamp` changes whenever the words do.
    """

    place: str
    stamp: str
    path: Path | None = None
    revision: UUID | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None
    body: str = ""

    @property
    def name(self) -> str:
        return self.place.partition("/")[0]


Files = tuple[File, ...]
Book = Mapping[UUID, Guide]


def book() -> Book:
    """Read all guides, in the order in which they are listed; read again only when a text changed.

    Where a text of this installation is broken, ours alone are shown: a slip there must not take away help.
    """
    return _read_or_ours(files())


def shipped() -> Book:
    """Read the guides that came with Fuerza, and nothing of this installation."""
    return _read(_sorted(_files_in(OURS)))


def checked() -> Book:
    """Read all guides, and say what is wrong with them.

    Raises:
        GuideWasBroken: a file says what none may say.

    """
    return _read(files())


def tried(place: str, body: str) -> Book:
    """Read all guides as they would be with another text at one place.

    Raises:
        GuideWasBroken: it says what none may say.

    """
    others = {file.place: file for file in files()}
    return _read(_sorted(others | {place: File(place, stamp_of(body), body=body)}))


def body_at(place: str) -> str:
    """Return the text that is shown at a place, as it was written; "" where there is none."""
    return next((_body(file) for file in files() if file.place == place), "")


def body_in_file(place: str) -> str:
    """Return the text that lies in a file at a place, whatever was written over it here; "" where there is none."""
    file = _files_in(*_folders()).get(place)
    return _body(file) if file else ""


def guide_of(pk: UUID) -> Guide | None:
    return book().get(pk)


def guide_named(name: str) -> Guide | None:
    """Find a guide by its folder's name, as files and other pages of ours say it."""
    return next((guide for guide in book().values() if guide.name == name), None)


def stamp_of(body: str) -> str:
    """Return what tells one text from another: what a draft says that it was begun from."""
    return hashlib.sha256(body.encode()).hexdigest()


def place_of(name: str, part: str) -> str:
    """Say where a text of a guide lies: `part` is a language, or what the guide is about."""
    return f"{name}/guide.yaml" if part == ABOUT else f"{name}/{part}.md"


def files() -> Files:
    """List the texts by their place: this installation's files lie over ours, and what was written here over both."""
    return _sorted(_files_in(*_folders()) | _written_here())


def _folders() -> tuple[Path, Path]:
    return OURS, Path(settings.ENV.data) / "guides"


def _sorted(found: Mapping[str, File]) -> Files:
    return tuple(file for _place, file in sorted(found.items()))


def _files_in(*folders: Path) -> dict[str, File]:
    found: dict[str, File] = {}
    for folder in folders:
        for path in sorted(folder.glob("*/*.*")):
            place = str(path.relative_to(folder))
            found[place] = File(place, str(path.stat().st_mtime_ns), path)
    return found


def _written_here() -> dict[str, File]:
    """List what was written in the browser; nothing where there is no database yet: what the files say is help too."""
    try:
        held = pages.shown_in(ROOM)
    except DatabaseError:
        log.warning("What was written here of guides could not be read; the files are shown.")
        return {}
    places = ((place_of(each.name, each.part), each) for each in held)
    return {
        place: File(
            place,
            str(each.revision),
            revision=each.revision,
            reviewed_by=each.reviewed_by,
            reviewed_on=each.reviewed_on,
        )
        for place, each in places
    }


def _body(file: File) -> str:
    if file.path is not None:
        return file.path.read_text(encoding="utf-8")
    return pages.shown_body(file.revision) if file.revision else file.body


@lru_cache(maxsize=4)
def _read_or_ours(found: Files) -> Book:
    try:
        return _read(found)
    except GuideWasBroken as broken:
        log.error("Only the guides that came with Fuerza are shown: %s", broken)  # noqa: TRY400 -- a slip in a file
        return shipped()


@lru_cache(maxsize=4)
def _read(found: Files) -> Book:
    folders: dict[str, dict[str, File]] = {}
    for file in found:
        folders.setdefault(file.name, {})[file.place.partition("/")[2]] = file
    guides = [_guide(name, held) for name, held in folders.items() if not _is_begun(held)]
    for wrong in _wrongs(guides):
        raise GuideWasBroken(wrong)
    kinds = list(Kind)
    guides.sort(key=lambda guide: (kinds.index(guide.kind), guide.order))
    return {guide.id: guide for guide in guides}


def _is_begun(held: Mapping[str, File]) -> bool:
    """Say whether it is a guide written here of which no English text is shown yet."""
    return f"{SOURCE}.md" not in held and all(file.revision for file in held.values())


def _guide(name: str, held: Mapping[str, File]) -> Guide:
    languages = dict(settings.LANGUAGES)
    if "guide.yaml" not in held or f"{SOURCE}.md" not in held:
        raise GuideWasBroken(f"{name}: guide.yaml or {SOURCE}.md is missing")
    try:
        about = about_in(_body(held["guide.yaml"]))
        texts = {
            language: _text(held[f"{language}.md"], language)
            for language in languages
            if f"{language}.md" in held
        }
    except msgspec.ValidationError as error:
        raise GuideWasBroken(f"{name}: {error}") from error
    facts = {fact.code: fact for fact in about.facts}
    return Guide(
        id=about.id, name=name, kind=about.kind, order=about.order, facts=facts, texts=texts
    )


def about_in(body: str) -> About:
    """Read what `guide.yaml` says.

    Raises:
        msgspec.ValidationError: it says what none may say.

    """
    return msgspec.yaml.decode(body, type=About)


def pieces_of(body: str) -> tuple[Head, dict[str, str]] | None:
    """Part a text into its head and the words of each part; None where it does not begin with a head.

    Words before the first part are handed back as those of part "".
    """
    found = _FILE.match(body)
    if found is None:
        return None
    before, *pieces = PART.split(found[2])
    words = dict(zip(pieces[::2], pieces[1::2], strict=True))
    if before.strip():
        words[""] = before
    return msgspec.yaml.decode(found[1], type=Head), words


def words_in(body: str) -> str:
    """Return what stands below the head of a text."""
    return _FILE.sub(r"\2", body)


def digest_of(head: Head, words: str) -> str:
    """Return what changes when the words do, and stays when only a review comes."""
    said = f"{head.title}\n{head.lead}\n{words.strip()}"
    return hashlib.sha256(said.encode()).hexdigest()[:_SHOWN_OF_DIGEST]


@lru_cache(maxsize=512)  # one that changed is read, not all of them
def _text(file: File, language: str) -> Text:
    body = _body(file)
    pieces = pieces_of(body)
    if pieces is None:
        raise GuideWasBroken(f"{file.place}: it does not begin with its head")
    head, words = pieces
    if "" in words:
        raise GuideWasBroken(f"{file.place}: words stand before the first part")
    if file.reviewed_by:
        head = msgspec.structs.replace(
            head, state=State.REVIEWED, reviewed_by=file.reviewed_by, reviewed_on=file.reviewed_on
        )
    parts = {msgspec.convert(code, type=Part): prose_of(said) for code, said in words.items()}
    digest = digest_of(head, words_in(body))
    is_from_here = file.revision is not None
    return Text(language=language, head=head, parts=parts, digest=digest, is_from_here=is_from_here)


def _wrongs(guides: list[Guide]) -> Iterator[str]:
    names = {guide.name for guide in guides}
    for guide in guides:
        for fact in guide.facts.values():
            if fact.expires_on <= fact.checked_on:
                yield f"{guide.name}: {fact.code} expires before it was checked"
            if fact.guard and not fact.name:
                yield f"{guide.name}: {fact.code} is guarded, and has no name to show instead"
        for text in guide.texts.values():
            for wrong in _wrongs_of(guide, text, names):
                yield f"{guide.name}/{text.language}.md: {wrong}"


def _wrongs_of(guide: Guide, text: Text, names: set[str]) -> Iterator[str]:
    if text.head.state == State.REVIEWED and not text.head.reviewed_by:
        yield "it is reviewed, but by nobody"
    for kind, word in loose_ends(text.lines(), guide.facts, names):
        yield (
            f"{word} is none of its facts"
            if kind == "fact"
            else f"it leads to {word}, which is no guide"
        )


def loose_ends(
    lines: Iterable[Line], facts: Container[str], names: Container[str]
) -> Iterator[tuple[Literal["fact", "guide"], str]]:
    """Name each fact and each guide that lines speak of and that is not there."""
    for line in lines:
        if line.rests_on and line.rests_on not in facts:
            yield "fact", line.rests_on
        yield from (("guide", run.to) for run in line.runs if run.to and run.to not in names)
