"""A week after the last day, what people need and the names of the door list are gone; the rest is not."""

from datetime import UTC, datetime

from fuerza.attendance import queries, services
from tests.fuerza.attendance.conftest import NOW, Come


def test_needs_and_legal_names_are_gone_a_week_after_and_not_before(come: Come) -> None:
    registration = come("ana", badge="A.", needs=(("diet", "no nuts"),))
    names = queries.names_of(registration)
    services.settle_names(registration=registration, names=names, legal="Paper", now=NOW)

    def left(at: datetime) -> tuple[int, str, str]:
        services.purge(now=at)
        registration.refresh_from_db()
        return (
            registration.needs.count(),
            queries.legal_name_of(registration),
            queries.names_of(registration).badge,
        )

    assert left(datetime(2027, 4, 17, 12, tzinfo=UTC)) == (1, "Paper", "A.")
    assert left(datetime(2027, 4, 18, 12, tzinfo=UTC)) == (0, "", "A.")
