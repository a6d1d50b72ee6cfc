"""Her copy of what she told the desk about sorting, and giving it up."""

from collections.abc import Iterator

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.people.models import Person
from fuerza.sorting import queries
from fuerza.sorting.models import Chunk, Correction, Index, Rule, SavedView, Wishes


@hooks.register("privacy", "sorting:export")
def export(person: Person, _key: Opened | None) -> Iterator[Part]:
    """Hand over rules, lists, corrections and wishes; the index of her search is made from what is handed over."""
    yield Part("rules.json", as_json(_rules(person)))
    yield Part("lists.json", as_json(_lists(person)))
    yield Part("corrections.json", as_json(_corrections(person)))
    yield Part("wishes.json", as_json(_wishes(person)))


@hooks.register("privacy", "sorting:erase")
def erase(person: Person) -> None:
    """Delete every row."""
    for model in (Rule, SavedView, Correction, Chunk, Index, Wishes):
        model.objects.filter(person=person).delete()


def _rules(person: Person) -> list[dict[str, object]]:
    rules = list(queries.rules_of(person))
    wishes = queries.wishes_of(person, rules)
    return [
        {
            "asks": wishes[rule.pk],
            "made_at": rule.made_at,
            "is_paused": rule.is_paused,
            "expires_at": rule.expires_at,
            "caught": list(rule.caught.values_list("mention_id", flat=True)),
        }
        for rule in rules
    ]


def _lists(person: Person) -> list[queries.Filters]:
    return list(queries.filters_of(person, list(queries.views_of(person))).values())


def _corrections(person: Person) -> list[dict[str, object]]:
    return [
        {
            "at": each.at,
            "model": each.model,
            "sorts_anew": each.sorts_anew,
            "undone_at": each.undone_at,
            "mentions": list(
                each.corrected.values(
                    "mention_id",
                    "model",
                    "point",
                    "category_before",
                    "severity_before",
                    "category",
                    "severity",
                )
            ),
        }
        for each in Correction.objects.filter(person=person).order_by("at", "pk")
    ]


def _wishes(person: Person) -> dict[str, object]:
    wishes = queries.wishes_kept(person)
    return {
        "corrections_move_thresholds": wishes.calibrates,
    }
