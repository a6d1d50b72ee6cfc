"""What a report says, as plain data of which the same input makes the same bytes: `content_of` and `digest_of`."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from fuerza.core import hooks
from fuerza.impact.models import ImpactReport, Round
from fuerza.impact.queries.counting import FIELDS, Counted, editions_in, year_of
from fuerza.impact.queries.rounds import rounds_of
from fuerza.programme import queries as programme
from fuerza.programme.models import CampaignFact, Edition, EditionFact

FORMAT = 1


def content_of(report: ImpactReport, made: Counted, shown: Mapping[str, int]) -> dict[str, Any]:
    """Write down what may be shown; None stands where a number is hidden."""
    editions = editions_in(report)
    years = sorted({year_of(one) for one in editions})
    campaigns = [] if report.is_sample else list(programme.campaigns_of(report.programme))
    return {
        "format": FORMAT,
        "programme": str(report.programme_id),
        "is_sample": report.is_sample,
        "least": report.least,
        "all": shown.get("all"),
        "people": shown.get("people"),
        "are_people_known": "people" in made.counts,
        "years": [
            {
                "year": year,
                "all": shown.get(f"year {year}"),
                "fields": {field: shown.get(f"year {year} {field}") for field in FIELDS},
                "editions": [
                    {"id": str(one.pk), "all": shown.get(f"edition {one.pk}")}
                    for one in editions
                    if year_of(one) == year
                ],
            }
            for year in years
        ],
        "claims": [
            {"edition": str(one.pk), **_claim(fact)}
            for one in editions
            for fact in programme.claims_of(one)
        ],
        "hashtags": _hashtags(report),
        "campaigns": [
            {"name": one.name, "starts": one.starts, "claims": _claims(one.facts.all())}
            for one in campaigns
        ],
        "indicators": [line for one in editions for line in _indicators(one, report.least)],
        "rounds": [
            {"edition": str(one.pk), "wave": row.wave, "least": row.least, "shown": row.shown}
            for one in editions
            for row in rounds_of(one)
            if is_in(row, report.least)
        ],
    }


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 over the content as JSON with sorted names: the same input gives the same."""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def is_in(row: Round, least: int) -> bool:
    """Say whether a round stands in a report: closed, and with no number shown that the report would hide."""
    return bool(row.shown) and row.least >= least


def _indicators(edition: Edition, least: int) -> list[dict[str, Any]]:
    """Ask what others counted of an edition: hook(edition) gives (words, number, source); a small number is hidden."""
    found = [line for _name, hook in hooks.each("indicators") for line in hook(edition)]
    return [
        {
            "edition": str(edition.pk),
            "what": str(what),
            "number": None if 0 < number < least else number,
            "source": str(source),
        }
        for what, number, source in found
    ]


def _hashtags(report: ImpactReport) -> list[dict[str, Any]]:
    """Each hashtag once, however many editions share it; made-up editions have none that counts."""
    if report.is_sample:
        return []
    return [
        {"hashtag": one.display, "editions": one.editions, "campaigns": one.campaigns}
        for one in programme.hashtag_totals(programme.VISITOR, report.programme)
    ]


def _claims(facts: Iterable[CampaignFact]) -> list[dict[str, Any]]:
    return [_claim(fact) for fact in facts]


def _claim(fact: EditionFact | CampaignFact) -> dict[str, Any]:
    return {
        "field": fact.field,
        "value": fact.value,
        "confidence": fact.confidence,
        "source": fact.source_title,
        "url": fact.source_url,
        "date": fact.source_date,
    }
