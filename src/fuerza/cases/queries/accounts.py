"""The accounts that wrote what is in a case, for her to say which of them are one person."""

import uuid
from collections import Counter

from fuerza.cases.queries.bodies import Account
from fuerza.cases.queries.cases import CaseAt, exhibits_in
from fuerza.cases.queries.told import exhibits_told
from fuerza.core.keyrings import Opened
from fuerza.desk.models import Mention

SHOWN = 50


def accounts_in(at: CaseAt, opened: Opened) -> list[Account]:
    """Name the accounts with the most exhibits in the case, at most fifty; one exhibit of each is opened."""
    rows = Mention.objects.filter(person=at.owner, exhibit__case_exhibits__case=at.case)
    often: Counter[bytes] = Counter()
    one: dict[bytes, uuid.UUID] = {}
    for key, exhibit_id in rows.values_list("author_key", "exhibit_id").order_by("pk"):
        often[bytes(key)] += 1
        one[bytes(key)] = exhibit_id
    wanted = [one[key] for key, _number in often.most_common(SHOWN)]
    told = exhibits_told(at, list(exhibits_in(at).filter(exhibit__in=wanted)), opened)
    by_exhibit = {each.exhibit.pk: each for each in told if each.author}
    return [
        Account(platform=by_exhibit[pk].platform, handle=by_exhibit[pk].author)
        for pk in wanted
        if pk in by_exhibit
    ]
