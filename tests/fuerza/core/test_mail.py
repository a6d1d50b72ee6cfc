"""A mail tells nothing to whoever sees it, in any language."""

import re
from email.message import Message

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.utils import translation

from fuerza.core import mail, worker
from fuerza.core.choices import MailKind
from fuerza.core.models import Job
from fuerza.people.models import Person
from tests.fuerza.core.conftest import NOON, Clock

LEXICON = {
    "en": "abus|attack|block|case|danger|desk|evidence|exhibit|harass|hate|hurt|mention|mute|police"
    "|report|safe|secur|sex|stalk|survivor|threat|troll|vault|victim|violen|wom[ae]n",
    "es": "abus|acoso|acosa|agres|amenaz|ataque|bloque|caso|denunci|insult|mujer|odio|peligro|polic"
    "|prueba|segur|sex|superviviente|víctima|violen",
    "fr": "abus|agress|attaque|bloqu|danger|femme|haine|harc|injur|menac|plainte|polic|preuve"
    "|sécurité|sex|signal|surviv|victime|violen",
    "ar": "أمان|اعتداء|بلاغ|تحرش|تنمر|تهديد|جنس|حظر|خطر|دليل|سلامة|شرطة|ضحية|عنف|قضية|كراهية|نساء|امرأة|ناجية",
    "hi": "अपमान|उत्पीड़न|खतरा|ख़तरा|घृणा|धमकी|पीड़ित|पुलिस|महिला|यौन|रिपोर्ट|शोषण|सबूत|सुरक्षा|हमला|हिंसा",
}
"""What would tell, as beginnings of words: whichever language a mail is in, none of all of these may be there."""
TELLING = re.compile("|".join(LEXICON.values()), re.IGNORECASE)
HEADERS = {"Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From"} | {
    "MIME-Version",
    "Message-ID",
    "Subject",
    "To",
}


def written(kind: MailKind, language: str) -> Message:
    with translation.override(language):
        return mail.written(kind, "b@example.org").message()


def plain(message: Message) -> str:
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def test_the_lexicon_finds_what_would_tell() -> None:
    telling = ["Your safety desk", "Te amenazan", "Menaces contre vous", "تهديد جديد", "नई धमकी"]

    assert [bool(TELLING.search(line)) for line in telling] == [True] * 5


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("kind", MailKind)
def test_no_line_of_a_mail_tells_what_it_is_about(kind: MailKind, language: str) -> None:
    message = written(kind, language)

    subject, sender = str(message["Subject"]), str(message["From"])
    assert set(message.keys()) == HEADERS
    for line in (subject, sender, plain(message)):
        assert TELLING.search(line) is None
        assert "fuerza" not in line.lower()
        assert "://" not in line


@pytest.mark.parametrize("kind", MailKind)
def test_a_mail_says_that_there_is_something_and_to_sign_in(kind: MailKind) -> None:
    message = written(kind, "en")

    line = {
        "note": "You have a new note.",
        "account": "Something about your account has changed.",
        "date": "A date of yours has changed.",
    }[kind]
    assert message["Subject"] == line
    assert plain(message) == f"{line}\n\nSign in the way you always do to see it.\n"


def test_the_message_id_does_not_name_the_machine() -> None:
    message = written(MailKind.NOTE, "en")

    assert str(message["Message-ID"]).endswith(f"@{settings.DEFAULT_FROM_EMAIL.partition('@')[2]}>")


def test_a_mail_is_queued_by_ids_and_delivered_once(clock: Clock) -> None:
    berta = Person.objects.create_user("berta", email="b@example.org")
    for _ in range(2):
        mail.send(berta, MailKind.NOTE, now=NOON)
    [job] = Job.objects.all()

    worker.run_due(clock=clock)

    assert job.ids == {"person": str(berta.id), "kind": "note"}
    assert [(sent.to, sent.subject) for sent in outbox.outbox] == [
        (["b@example.org"], "You have a new note.")
    ]


def test_a_mail_is_in_her_language() -> None:
    berta = Person.objects.create_user("berta", email="b@example.org", language="fr")

    assert mail.deliver(berta.id, MailKind.NOTE)

    with translation.override("fr"):
        assert outbox.outbox[0].subject == translation.gettext("You have a new note.")


def test_somebody_without_an_address_gets_no_mail() -> None:
    assert mail.send(Person.objects.create_user("berta"), MailKind.NOTE, now=NOON) is None
    assert Job.objects.count() == 0


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_whoever_left_meanwhile_gets_no_mail(change: dict[str, object]) -> None:
    berta = Person.objects.create_user("berta", email="b@example.org")
    Person.objects.filter(pk=berta.pk).update(**change)

    assert not mail.deliver(berta.id, MailKind.NOTE)
    assert outbox.outbox == []
