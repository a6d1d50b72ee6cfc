"""Reading a pasted list, and what an invitation says."""

from fuerza.attendance import queries, services
from fuerza.attendance.choices import Channel
from fuerza.attendance.services import Terms
from fuerza.core import keyrings
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import NOW, Invite


def test_a_list_is_read_once_each_with_what_is_wrong_and_what_is_known(
    edition: Edition, olivia: Person
) -> None:
    terms = Terms(channel=Channel.MAIL)
    services.invite(edition=edition, terms=terms, addresses=["old@b.test"], by=olivia, now=NOW)

    read = queries.read_list(edition, "ana@b.test, Old@B.test;\n ANA@b.test\nnot an address\n\n")

    assert (read.addresses, read.wrong, read.known) == (
        ["ANA@b.test"],
        ["not an address"],
        ["Old@B.test"],
    )


def test_what_it_says_is_gone_with_the_key_of_the_edition(edition: Edition, invite: Invite) -> None:
    invitation = invite(why="You speak").invitation
    before = queries.why_of(invitation)

    keyrings.destroy(edition.pk)

    assert (before, queries.why_of(invitation), queries.address_of(invitation)) == (
        "You speak",
        "",
        "",
    )


def test_its_addresses_lead_to_this_house() -> None:
    assert queries.link_of("abc").endswith("/e/i/abc/")
    assert queries.code_page().endswith("/e/i/")
