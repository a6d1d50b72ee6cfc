"""A form leads back to a page of ours, and nowhere else."""

import pytest
from django.test import RequestFactory

from fuerza.core.returning import way_back


@pytest.mark.parametrize(
    ("back", "where"),
    [
        ("/d/in/A1/?after=3", "/d/in/A1/?after=3"),
        ("", "/k/"),
        ("https://elsewhere.example/", "/k/"),
        ("//elsewhere.example/", "/k/"),
        ("javascript:alert(1)", "/k/"),
    ],
)
def test_the_way_back_is_a_page_of_ours(back: str, where: str) -> None:
    request = RequestFactory().post("/", {"back": back})

    assert way_back(request, "vault:show") == where
