"""Her copy has what she wrote; once she goes, her name stands nowhere and drafts are gone."""

import json

from fuerza.pages import privacy, queries, services
from fuerza.pages.models import Page, Review, Revision
from fuerza.people.models import Person
from tests.fuerza.pages.conftest import kept, proposed, shown
from tests.fuerza.programme.conftest import NOW


def test_her_copy_holds_what_she_wrote_and_what_she_said(
    page: Page, ana: Person, bea: Person
) -> None:
    kept(page, ana, "hers")
    services.send_back(revision=proposed(page, bea), words="Shorter.", by=ana, now=NOW)

    texts, reviews = privacy.export(ana, None)

    assert [(row["page"], row["body"]) for row in json.loads(texts.content)] == [("one", "hers")]
    assert [(row["words"], row["yes"]) for row in json.loads(reviews.content)] == [
        ("Shorter.", False)
    ]


def test_erasing_leaves_what_readers_see_without_her(page: Page, ana: Person, bea: Person) -> None:
    shown(page, ana, bea, "read by all")
    waiting = proposed(page, bea, "stood for by ana", over="seen")
    services.show(revision=waiting, shown="seen", reviewed_by="Ana, Mesa", by=ana, now=NOW)
    kept(page, ana, "secret draft")

    privacy.erase(ana)
    ana.delete()

    assert list(Revision.objects.order_by("number").values_list("body", "made_by")) == [
        ("read by all", None),
        ("stood for by ana", bea.pk),
    ]
    assert [held.reviewed_by for held in queries.shown_in("tests")] == [""]
    assert list(Review.objects.values_list("person", flat=True)) == [bea.pk]
