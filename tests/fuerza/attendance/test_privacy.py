"""Her copy has all she wrote for an edition, and erasing leaves nothing of it."""

import json

from fuerza.attendance import services
from fuerza.attendance.models import Companion, Need, Offer, Registration, Reveal
from fuerza.core import hooks
from tests.fuerza.attendance.conftest import NOW, Come

EXPORT, ERASE = (hooks.find("privacy", f"attendance:{what}") for what in ("export", "erase"))


def test_her_copy_has_where_she_stands_and_all_she_wrote(come: Come) -> None:
    assert EXPORT is not None
    row = come("ana", badge="Ana A.", companions=("carer",), needs=(("diet", "no nuts"),))
    come("bea", badge="Bea B.")

    Reveal.objects.create(edition=row.edition, person=row.person, at=NOW)

    part, looks = EXPORT(row.person, None)

    [told] = json.loads(part.content)
    assert (part.path, told["state"], told["badge_name"], told["needs"]) == (
        "registrations.json",
        "confirmed",
        "Ana A.",
        [{"kind": "diet", "state": "open", "note": "no nuts"}],
    )
    assert (told["companions"], b"Bea" in part.content) == (["carer"], False)
    assert (looks.path, len(json.loads(looks.content))) == ("places-read.json", 1)


def test_erasing_takes_every_row_of_hers_and_no_other(come: Come) -> None:
    assert ERASE is not None
    row = come("ana", companions=("carer",), needs=(("diet", "no nuts"),))
    waiting = come("bea", needs=(("access", ""),))
    services.leave(registration=row, now=NOW)
    services.expire_offers(now=NOW)

    Reveal.objects.create(edition=row.edition, person=row.person, at=NOW)

    ERASE(row.person)
    ERASE(row.person)

    left = [model.objects.count() for model in (Registration, Companion, Need, Offer, Reveal)]
    assert (left, Registration.objects.get()) == ([1, 0, 1, 1, 0], waiting)
