"""Her copy has what she was told and wrote; erasing leaves nothing about her, and tells nobody that she left."""

import json

from fuerza.apart import services
from fuerza.apart.models import Edge, Exclusion, Talk
from fuerza.core import hooks
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.apart.conftest import NOW, KeepOut, MakePerson

EXPORT, ERASE = (hooks.find("privacy", f"apart:{what}") for what in ("export", "erase"))


def test_her_copy_has_what_she_was_told_and_wrote_and_no_word_of_organisers(
    keep_out: KeepOut, propose: KeepOut, ana: Person, edition: Edition
) -> None:
    assert EXPORT is not None
    services.appeal(exclusion=keep_out(), text="it was not me", now=NOW)
    propose(told="a second proposal")
    services.keep_apart(person=ana, whom="bea", reason="since March", now=NOW)
    services.ask_to_talk(person=ana, edition=edition, how="by phone", now=NOW)

    told, edges, talks = (json.loads(part.content) for part in EXPORT(ana, None))

    assert [(one["why"], one["appeal"]) for one in told] == [("Threats", "it was not me")]
    assert [(one["whom"], one["why"]) for one in edges] == [("bea", "since March")]
    assert [one["how"] for one in talks] == ["by phone"]


def test_erasing_takes_what_is_about_her_and_leaves_the_lists_of_others(
    keep_out: KeepOut, ana: Person, edition: Edition, make: MakePerson
) -> None:
    assert ERASE is not None
    keep_out()
    services.keep_apart(person=ana, whom="bea", now=NOW)
    services.ask_to_talk(person=ana, edition=edition, how="by phone", now=NOW)
    others = services.keep_apart(person=make("bea"), whom="ana", now=NOW)

    ERASE(ana)
    ERASE(ana)

    left = [list(model.objects.all()) for model in (Exclusion, Edge, Talk)]
    assert left == [[], [others], []]
