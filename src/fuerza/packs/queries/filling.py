"""From a case and her answers to the fields of a pack: each with where it came from, and whether it is still missing.

Words come in the language that is active; whoever asks activates the pack's.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import msgspec
from django.utils.translation import gettext as _

from fuerza.acts.choices import Category
from fuerza.core.times import in_utc
from fuerza.packs.choices import Origin, Tier
from fuerza.packs.choices.demands import DEMANDS, Demand
from fuerza.packs.queries.material import Item, Material
from fuerza.packs.queries.routes import Route
from safeguard.platforms.names import NAMES


class Piece(msgspec.Struct, frozen=True):
    """One line of a field. `exhibit` is the number it came from; "ltr" is for addresses, ids and sums."""

    text: str
    exhibit: int = 0
    is_code: bool = False
    language: str | None = None


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a pack as it stands now."""

    code: str
    demand: Demand
    pieces: tuple[Piece, ...]
    origin: Origin
    answer: str = ""
    lacks: tuple[int, ...] = ()

    @property
    def is_missing(self) -> bool:
        return not self.pieces or bool(self.lacks)

    @property
    def is_asked(self) -> bool:
        """Say whether she is asked for it: what the case can say is asked only where it doesn't, or can be added to."""
        if self.code in _NEVER_ASKED:
            return False
        is_of_case = self.demand.how in ("case", "ledger") and self.code not in _ADDED_TO
        return not is_of_case or self.is_missing or bool(self.answer)

    @property
    def exhibits(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(piece.exhibit for piece in self.pieces if piece.exhibit))


class Sent(msgspec.Struct, frozen=True):
    """A report of this case that went to a platform: where, when, and what it was called there."""

    platform: str
    at: datetime
    number: str = ""
    is_appeal: bool = False


class Filling(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a pack is filled from."""

    route: Route
    material: Material
    answers: dict[str, str]
    category: str
    tier: str
    today: date
    sent: tuple[Sent, ...] = ()
    hides_pictures: bool = False


def fields_of(filling: Filling, demanded: tuple[str, ...]) -> list[Field]:
    """Fill what the route demands, in its order."""
    return [_field(code, filling) for code in demanded]


def _field(code: str, filling: Filling) -> Field:
    demand = DEMANDS[code]
    answer = filling.answers.get(code, "").strip()
    from_case, origin = _from_case(code, filling)
    answered = _answered(demand, answer)
    lacks: tuple[int, ...] = ()
    if code in _INSTEAD and answered:
        from_case = ()
    if code == "location" and not answer:
        lacks = tuple(item.number for item in filling.material.items if not item.url)
    if not from_case:
        origin = Origin.CONFIRMED if demand.how == "tick" else Origin.ASKED
    return Field(
        code=code,
        demand=demand,
        pieces=(*from_case, *answered),
        origin=origin,
        answer=answer,
        lacks=lacks,
    )


_NEVER_ASKED = {"exhibits", "digests", "receipts", "checking", "rule", "tier"}
_ADDED_TO = {"what_happened", "mode", "place", "suspect"}
_INSTEAD = {"what_happened", "mode"}
"""Where her own words stand instead of the log's lines, not beside them."""


def _answered(demand: Demand, answer: str) -> tuple[Piece, ...]:
    if not answer:
        return ()
    if demand.how == "tick":
        return (Piece(str(demand.asks)),)
    if demand.how == "choice":
        said = dict(demand.options).get(answer)
        return (Piece(str(said)),) if said else ()
    return (Piece(answer, language=""),)


def _from_case(code: str, filling: Filling) -> tuple[tuple[Piece, ...], Origin]:
    if code in _FROM_ITEMS:
        fill = _FROM_ITEMS[code]
        pieces = [piece for item in filling.material.items for piece in fill(item)]
        if code == "screenshots" and filling.hides_pictures:
            pieces = []
        return tuple(dict.fromkeys(pieces)), Origin.EXHIBIT
    if code in _FROM_ALL:
        fill_all, origin = _FROM_ALL[code]
        return tuple(fill_all(filling)), origin
    return (), Origin.ASKED


def _location(item: Item) -> Iterator[Piece]:
    if item.url:
        yield Piece(item.url, item.number, is_code=True)
        if item.native_id and item.native_id not in item.url:
            yield Piece(item.native_id, item.number, is_code=True)


def _account(item: Item) -> Iterator[Piece]:
    where = NAMES.get(item.platform, "")
    known = " · ".join(filter(None, (item.handle, item.name, item.account, where)))
    if item.handle or item.account or item.name:
        yield Piece(known, language="")


def _written(item: Item) -> Iterator[Piece]:
    if item.text.strip():
        yield Piece(item.text, item.number, language=item.language)


def _moment(item: Item) -> Iterator[Piece]:
    yield Piece(in_utc(item.written_at), item.number)


def _exhibit(item: Item) -> Iterator[Piece]:
    for name, digest in item.files:
        yield Piece(f"{name} {digest}", item.number, is_code=True)


def _digest(item: Item) -> Iterator[Piece]:
    yield Piece(item.digest, item.number, is_code=True)


def _receipt(item: Item) -> Iterator[Piece]:
    yield Piece(item.receipt, item.number, is_code=True)


def _platform(item: Item) -> Iterator[Piece]:
    if item.platform in NAMES:
        yield Piece(NAMES[item.platform], is_code=True)


def _pictures(item: Item) -> Iterator[Piece]:
    if item.pictures:
        yield Piece(_("in the package, in the folder of this exhibit"), item.number)


def _log(filling: Filling) -> Iterator[Piece]:
    for line in filling.material.lines:
        yield Piece(f"{in_utc(line.happened_at)}: {line.text}", language="")


def _place(filling: Filling) -> Iterator[Piece]:
    for platform in filling.material.platforms:
        if platform in NAMES:
            yield Piece(_("online, on %(platform)s") % {"platform": NAMES[platform]})


def _rule(filling: Filling) -> Iterator[Piece]:
    route = filling.route
    rules = route.rules_for(filling.category, filling.tier, filling.today)
    for rule in rules:
        yield Piece(rule.name, is_code=True, language="en")
        if rule.quote:
            yield Piece(f"“{rule.quote}”", is_code=True, language="en")
    if rules and route.text_on:
        said = _("as its rules stood on %(day)s") % {"day": route.text_on.isoformat()}
        yield Piece(said)
    if not rules and filling.category:
        yield Piece(str(Category(filling.category).label))


def _tier(filling: Filling) -> Iterator[Piece]:
    if filling.tier:
        yield Piece(str(Tier(filling.tier).label))


def _reports(filling: Filling) -> Iterator[Piece]:
    yield from _sent(filling, is_appeal=False)


def _appeals(filling: Filling) -> Iterator[Piece]:
    yield from _sent(filling, is_appeal=True)


def _sent(filling: Filling, *, is_appeal: bool) -> Iterator[Piece]:
    for each in filling.sent:
        if each.is_appeal is is_appeal:
            said = (NAMES.get(each.platform, each.platform), in_utc(each.at), each.number)
            yield Piece(" · ".join(filter(None, said)))


def _checking(_filling: Filling) -> Iterator[Piece]:
    yield Piece(
        _(
            "HOW-TO-CHECK.txt in the package says how to check every file with programs that most computers have. "
            "The fingerprints above are those of the files there."
        )
    )


_FROM_ITEMS: dict[str, Callable[[Item], Iterator[Piece]]] = {
    "location": _location,
    "account": _account,
    "suspect": _account,
    "written": _written,
    "moment": _moment,
    "exhibits": _exhibit,
    "digests": _digest,
    "receipts": _receipt,
    "platform": _platform,
    "screenshots": _pictures,
}
_FROM_ALL: dict[str, tuple[Callable[[Filling], Iterator[Piece]], Origin]] = {
    "what_happened": (_log, Origin.NOTE),
    "mode": (_log, Origin.NOTE),
    "place": (_place, Origin.EXHIBIT),
    "rule": (_rule, Origin.RULES),
    "tier": (_tier, Origin.ASKED),
    "platform_report": (_reports, Origin.LEDGER),
    "platform_appeal": (_appeals, Origin.LEDGER),
    "checking": (_checking, Origin.SOFTWARE),
}
