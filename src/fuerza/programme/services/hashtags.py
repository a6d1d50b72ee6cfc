"""Hashtags: one per key whatever its spelling, and used by as many programmes, editions and campaigns as share it."""

from datetime import date
from typing import Any

from fuerza.programme.models import (
    Campaign,
    Edition,
    Hashtag,
    HashtagUse,
    HashtagVariant,
    Programme,
)
from fuerza.programme.queries import bare, hashtag_key, is_hashtag, script_of


class NotAHashtag(ValueError):
    """The text was not one whole hashtag."""


def use_hashtag(
    *,
    display: str,
    by: Programme | Edition | Campaign,
    language: str = "",
    since: date | None = None,
    until: date | None = None,
) -> HashtagUse:
    """Note that something used a hashtag; another spelling of one that is known is kept as its variant.

    Raises:
        NotAHashtag: the text was none.

    """
    hashtag = _known(display, language)
    of: dict[str, Any] = {type(by)._meta.model_name or "": by}
    use, _is_new = HashtagUse.objects.update_or_create(
        hashtag=hashtag, **of, defaults={"since": since, "until": until}
    )
    return use


def add_variant(*, hashtag: Hashtag, display: str) -> HashtagVariant | None:
    """Keep another spelling of a hashtag; its own spelling is none.

    Raises:
        NotAHashtag: the text was none, or was another hashtag.

    """
    spelled = bare(display)
    if not is_hashtag(spelled) or hashtag_key(spelled) != hashtag.key:
        raise NotAHashtag(display)
    if spelled == hashtag.display:
        return None
    variant, _is_new = HashtagVariant.objects.get_or_create(
        display=spelled, defaults={"hashtag": hashtag}
    )
    return variant


def _known(display: str, language: str) -> Hashtag:
    spelled = bare(display)
    if not is_hashtag(spelled):
        raise NotAHashtag(display)
    hashtag, is_new = Hashtag.objects.get_or_create(
        key=hashtag_key(spelled),
        defaults={"display": spelled, "script": script_of(spelled), "language": language},
    )
    if not is_new:
        add_variant(hashtag=hashtag, display=spelled)
    return hashtag
