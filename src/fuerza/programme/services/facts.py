"""What sources say: kept in their words, beside each other, and never turned into a count or a date by itself."""

import msgspec

from fuerza.programme.choices import Confidence
from fuerza.programme.models import Campaign, CampaignFact, Edition, EditionFact
from safeguard.publish import edtf


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where something was read; `date` is EDTF, and `is_exact` says that `url` leads to the very page."""

    title: str
    url: str = ""
    date: str = ""
    is_exact: bool = False


def add_fact(
    *,
    edition: Edition,
    field: str,
    value: str,
    source: Source,
    confidence: str = Confidence.ASSERTED,
) -> EditionFact:
    """Keep what a source says of an edition; the same claim of the same source is kept once.

    It changes nothing of the edition: see `settle_start` for its date.

    Raises:
        NotAPartialDate: the source's date was none.

    """
    fact, _is_new = EditionFact.objects.get_or_create(
        edition=edition,
        field=field,
        value=value,
        source_title=source.title,
        defaults=_told(source) | {"confidence": confidence},
    )
    return fact


def add_campaign_fact(
    *,
    campaign: Campaign,
    field: str,
    value: str,
    source: Source,
    confidence: str = Confidence.ASSERTED,
) -> CampaignFact:
    """Keep what a source says of a campaign, once.

    Raises:
        NotAPartialDate: the source's date was none.

    """
    fact, _is_new = CampaignFact.objects.get_or_create(
        campaign=campaign,
        field=field,
        value=value,
        source_title=source.title,
        defaults=_told(source) | {"confidence": confidence},
    )
    return fact


def _told(source: Source) -> dict[str, object]:
    if source.date:
        edtf.parse(source.date)
    return {
        "source_url": source.url,
        "source_date": source.date,
        "is_exact": source.is_exact,
    }
