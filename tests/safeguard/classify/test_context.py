"""An address, a number, an identity: hers is told apart from a shop's, in five languages' forms."""

import pytest

from safeguard.classify.rules import find
from safeguard.classify.rules.context import most_for_contacts
from safeguard.classify.rules.rule import HINT, SURE
from safeguard.text.normalise import fold


def seen(text: str, language: str = "und") -> set[str]:
    return {hit.rule.name for hit in find(fold(text).text, language) if hit.weight}


@pytest.mark.parametrize(
    "hers",
    [
        "her number is 07700 900123, ring her all night",
        "su celular: 55 5000 0000, llámenle",
        "elle habite 12 rue des Faux-Lilas",
        "رقمها 0500000000 كلموها",
        "इसका नंबर 98000 00000 है, सब फोन करो",
        "iska number 9800000000, sab call karo",
        "she works at the clinic, 12 Rose Street, opens at nine",
    ],
)
def test_what_is_hers_is_seen(hers: str) -> None:
    assert any(name.startswith("doxxing") for name in seen(hers))


@pytest.mark.parametrize(
    "public",
    [
        "The clinic on 12 Rose Street reopens Monday, tel 07700 900123",
        "Reservas: 55 5000 0000, calle Ejemplo 14",
        "Cabinet ouvert au 12 rue des Faux-Lilas, 01 99 00 00 00",
        "للحجز 0500000000، شارع المثال رقم 12",
        "दुकान खुली है, संपर्क 98000 00000",
        "clinic: contact 9800000000",
    ],
)
def test_what_is_a_shops_weighs_nothing(public: str) -> None:
    assert seen(public) == set()


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("she lives at 12 Rose Street", SURE),
        ("the shop at 12 Rose Street is open", 0.0),
        ("12 Rose Street", HINT),
        ("her shop at 12 Rose Street is open", SURE),
    ],
)
def test_a_contact_weighs_as_what_stands_around_it_says(text: str, most: float) -> None:
    assert most_for_contacts(fold(text).text, is_model_read=True) == most


def test_a_bare_contact_weighs_all_where_no_model_reads_the_text() -> None:
    assert most_for_contacts("12 rose street", is_model_read=False) == SURE


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("CURP XEXX010101MNEXXXA8", "doxxing.identity"),
        ("RFC: XAXX010101000", "doxxing.identity"),
        ("su cédula 10.000.000", "doxxing.identity"),
        ("DNI 00000000T", "doxxing.identity"),
        ("NIE X0000000T", "doxxing.identity"),
        ("son NIR 2 00 01 99 000 000 00", "doxxing.identity"),
        ("aadhaar 0000 1111 2222", "doxxing.identity"),
        ("PAN AAAAA0000A", "doxxing.identity"),
        ("الرقم القومي 29901010000000", "doxxing.identity"),
        ("رقم هويتها 1000000000", "doxxing.identity"),
        ("her SSN is 000-00-0000", "doxxing.identity"),
        ("placas ABC-123-D", "doxxing.number_plate"),
        ("sa plaque AA-000-AA", "doxxing.number_plate"),
        ("white swift, DL 00 ZZ 9001", "doxxing.number_plate"),
        ("matrícula 0000 BBB", "doxxing.number_plate"),
        ("لوحتها د ر س 0000", "doxxing.number_plate"),
    ],
)
def test_identities_and_plates_are_known_by_their_forms(text: str, rule: str) -> None:
    assert rule in seen(text)


@pytest.mark.parametrize(
    "harmless",
    [
        "vitamin B12 and a pan of rice for 4000 people",
        "the vote was 1234 to 1180 in 2024-2025",
        "order no. 123456, placa terminada en 4",
        "el 12 de marzo de 2026 a las 10.30",
        "RT 100 1000 10000",
    ],
)
def test_other_numbers_are_no_identity(harmless: str) -> None:
    assert seen(harmless) == set()
