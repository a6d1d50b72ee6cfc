"""The guides as their files have them: a folder each, with `guide.yaml` and a text in each language it is in.

Ours lie in `content/`. Whoever runs the server may lay files beside them (`guides/` in the data folder): a file of the
same path takes the place of ours, which is how a reviewed translation comes in. English is the source of all others;
a translation names the digest of the source that it was made from, so a changed source shows by itself.
"""

import hashlib
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import msgspec
from django.conf import settings

from fuerza.guides.choices import Guard, Kind, Part, State
from safeguard.publish.markdown import Line, Prose, prose_of

log = logging.getLogger(__name__)
OURS = Path(__file__).parent.parent / "content"
SOURCE = "en"
_FILE = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_PART = re.compile(r"^# *([a-z]+) *$", re.MULTILINE)
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
    """A guide in one language. `digest` is that of its words alone: a review does not change it."""

    language: str
    head: Head
    parts: dict[Part, tuple[Prose, ...]]
    digest: str

    def lines(self) -> Iterator[Line]:
        for part in self.parts.values():
            for prose in part:
                yield from prose.lines


class _About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
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


Files = tuple[tuple[str, Path, int], ...]
Book = Mapping[UUID, Guide]


def book() -> Book:
    """Read all guides, in the order in which they are listed; read again only when a file changed.

    Where a file of this installation is broken, ours alone are shown: a slip there must not take away help.
    """
    return _read_or_ours(files())


def checked() -> Book:
    """Read all guides, and say what is wrong with them.

    Raises:
        GuideWasBroken: a file says what none may say.

    """
    return _read(files())


def guide_of(pk: UUID) -> Guide | None:
    return book().get(pk)


def guide_named(name: str) -> Guide | None:
    """Find a guide by its folder's name, as files and other pages of ours say it."""
    return next((guide for guide in book().values() if guide.name == name), None)


def files() -> Files:
    """List the files by their place among the guides; this installation's own take the place of ours."""
    return _files_in(OURS, Path(settings.ENV.data) / "guides")


def _files_in(*folders: Path) -> Files:
    found: dict[str, Path] = {}
    for folder in folders:
        found |= {str(path.relative_to(folder)): path for path in sorted(folder.glob("*/*.*"))}
    return tuple((place, path, path.stat().st_mtime_ns) for place, path in sorted(found.items()))


@lru_cache(maxsize=4)
def _read_or_ours(found: Files) -> Book:
    try:
        return _read(found)
    except GuideWasBroken as broken:
        log.error("Only the guides that came with Fuerza are shown: %s", broken)  # noqa: TRY400 -- a slip in a file
        return _read(_files_in(OURS))


@lru_cache(maxsize=4)
def _read(found: Files) -> Book:
    folders: dict[str, dict[str, Path]] = {}
    for place, path, _changed in found:
        name, _slash, file = place.partition("/")
        folders.setdefault(name, {})[file] = path
    guides = [_guide(name, held) for name, held in folders.items()]
    for wrong in _wrongs(guides):
        raise GuideWasBroken(wrong)
    kinds = list(Kind)
    guides.sort(key=lambda guide: (kinds.index(guide.kind), guide.order))
    return {guide.id: guide for guide in guides}


def _guide(name: str, held: dict[str, Path]) -> Guide:
    languages = dict(settings.LANGUAGES)
    if "guide.yaml" not in held or f"{SOURCE}.md" not in held:
        raise GuideWasBroken(f"{name}: guide.yaml or {SOURCE}.md is missing")
    try:
        about = msgspec.yaml.decode(held["guide.yaml"].read_bytes(), type=_About)
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


def _text(path: Path, language: str) -> Text:
    found = _FILE.match(path.read_text(encoding="utf-8"))
    if found is None:
        raise GuideWasBroken(f"{path.parent.name}/{path.name}: it does not begin with its head")
    head = msgspec.yaml.decode(found[1], type=Head)
    before, *pieces = _PART.split(found[2])
    if before.strip():
        raise GuideWasBroken(f"{path.parent.name}/{path.name}: words stand before the first part")
    parts = {
        msgspec.convert(code, type=Part): prose_of(words)
        for code, words in zip(pieces[::2], pieces[1::2], strict=True)
    }
    said = "\n".join([head.title, head.lead, found[2].strip()])
    digest = hashlib.sha256(said.encode()).hexdigest()[:_SHOWN_OF_DIGEST]
    return Text(language=language, head=head, parts=parts, digest=digest)


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
    for line in text.lines():
        if line.rests_on and line.rests_on not in guide.facts:
            yield f"{line.rests_on} is none of its facts"
        for run in line.runs:
            if run.to and run.to not in names:
                yield f"it leads to {run.to}, which is no guide"
