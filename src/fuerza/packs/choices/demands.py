"""What a route may demand: what it is called in the pack, and how she is asked for it when the case doesn't say.

`how` says where it comes from: "case" from what was kept or noted, else from her; "text" and "choice" from her alone;
"tick" is a sentence that she makes hers by confirming it; "ledger" from what was sent before, else from her.
"""

from typing import Literal

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

How = Literal["case", "text", "choice", "tick", "ledger"]
Said = str | Promise


class Demand(msgspec.Struct, frozen=True):
    """One field of a pack. `asks` is the question to her; of a tick, the sentence that she confirms."""

    how: How
    label: Said
    asks: Said
    options: tuple[tuple[str, Said], ...] = ()


DEMANDS = {
    "location": Demand(
        "case",
        _("Exact address"),
        _("Where exactly is it? The full web address of each one, or what else finds it."),
    ),
    "account": Demand("case", _("Account"), _("Which account was it? Its handle, and where.")),
    "written": Demand("case", _("What was written"), _("What was written, word for word?")),
    "moment": Demand("case", _("When"), _("When was it? The day, and the time if you know it.")),
    "exhibits": Demand(
        "case", _("Exhibits and their fingerprints (SHA-256)"), _("Which exhibits go with it?")
    ),
    "digests": Demand(
        "case",
        _("Hash values of the records, by the algorithm SHA256"),
        _("Which hash values do the records have?"),
    ),
    "receipts": Demand(
        "case", _("Receipts"), _("Which receipts were given when the exhibits were kept?")
    ),
    "checking": Demand("case", _("How to check it"), _("How can it be checked?")),
    "rule": Demand("case", _("Rule it breaks"), _("Which of the platform's rules does it break?")),
    "tier": Demand(
        "case",
        _("How public you are"),
        _("Say once, on the page before, how public you are: Meta's rules differ by it."),
    ),
    "platform": Demand("case", _("Platform"), _("On which platform was it?")),
    "screenshots": Demand(
        "case",
        _("Screenshots"),
        _("Nothing you kept here has a picture. Which screenshots do you bring along?"),
    ),
    "what_happened": Demand(
        "case",
        _("What happened"),
        _("What happened, in a few sentences? Left empty, the lines of the case's log stand here."),
    ),
    "mode": Demand(
        "case",
        _("How it happened"),
        _("How did it happen, step by step? Left empty, the lines of the case's log stand here."),
    ),
    "place": Demand(
        "case",
        _("Place"),
        _("Where did it happen: on which platform, and where were you when you saw it?"),
    ),
    "suspect": Demand(
        "case",
        _("Who may have done it"),
        _("Who may have done it? What you know, and how you know it."),
    ),
    "platform_report": Demand(
        "ledger",
        _("Your report to the platform"),
        _(
            "When did you report it to the platform, and under which number? If you have not: do that first."
        ),
    ),
    "platform_appeal": Demand(
        "ledger",
        _("Your objection to the platform's answer"),
        _(
            "When did you object to the platform's answer, and what came back? If you have not: do that first."
        ),
    ),
    "first_person": Demand(
        "choice",
        _("Who reports"),
        _("Is it about you?"),
        (
            ("me", _("I am the person it is about.")),
            ("authorised", _("I am authorised by the person it is about.")),
            ("bystander", _("It is about somebody else.")),
        ),
    ),
    "authorised": Demand(
        "choice",
        _("Who reports"),
        _("Is it about you?"),
        (
            ("me", _("I am the person it is about.")),
            ("authorised", _("I am authorised by the person it is about.")),
        ),
    ),
    "why_illegal": Demand(
        "text",
        _("Why it is illegal"),
        _(
            "Why do you think that it is illegal? Say what it does to you, and which law if you know one."
        ),
    ),
    "serious_harm": Demand(
        "text",
        _("Why it is meant to do serious harm"),
        _("What shows that it is meant to harm you seriously?"),
    ),
    "offensive": Demand(
        "text",
        _("Why it is menacing, harassing or offensive"),
        _("What makes it menacing, harassing or offensive?"),
    ),
    "asks_for": Demand(
        "text",
        _("What I ask for"),
        _(
            "What do you want your employer to do? For example: not to answer such messages, to tell security."
        ),
    ),
    "country": Demand("text", _("Country"), _("In which country are you?")),
    "issue": Demand("text", _("Issue"), _("What is it about, in a few words?")),
    "name": Demand("text", _("Name"), _("Your name, as it is to stand there")),
    "email": Demand("text", _("E-mail address"), _("An e-mail address for the answer")),
    "contact": Demand(
        "text", _("Contact"), _("How can you be reached? A mail address or a number")
    ),
    "signature": Demand(
        "text", _("Signature"), _("Sign: type your name. You can also sign the paper by hand.")
    ),
    "parent": Demand("text", _("Son, daughter or spouse of"), _("Whose child or spouse are you?")),
    "residence": Demand("text", _("Residing or employed at"), _("Where do you live or work?")),
    "device_kind": Demand(
        "choice",
        _("Device or source of the digital record"),
        _("From what were the records taken?"),
        (
            ("computer", _("Computer or storage media")),
            ("mobile", _("Mobile")),
            ("server", _("Server")),
            ("cloud", _("Cloud")),
            ("other", _("Other")),
        ),
    ),
    "device_make": Demand("text", _("Make and model"), _("Make, model and colour of that device")),
    "device_number": Demand(
        "text",
        _("Serial number, IMEI, UIN, UID, MAC or cloud id"),
        _("Its serial number, IMEI, MAC or cloud id: whichever there is"),
    ),
    "device_held": Demand(
        "choice",
        _("The device or source is, by me"),
        _("What is that device to you?"),
        (
            ("owned", _("Owned")),
            ("maintained", _("Maintained")),
            ("managed", _("Managed")),
            ("operated", _("Operated")),
        ),
    ),
    "place_signed": Demand(
        "text", _("Place and date of signing"), _("Where and when do you sign?")
    ),
    "device_worked": Demand(
        "tick",
        _("Lawful control and working order"),
        _(
            "The device was under lawful control, was used regularly, and worked properly; where it did not, this did "
            "not change the records."
        ),
    ),
    "good_faith": Demand(
        "tick",
        _("Good faith"),
        _("I believe in good faith that what I say here is accurate and complete."),
    ),
    "no_consent": Demand(
        "tick",
        _("No consent"),
        _(
            "I believe in good faith that it was published without the consent of the person it shows."
        ),
    ),
    "sworn": Demand(
        "tick", _("Oath"), _("I am ready to swear that this is true, as far as I know.")
    ),
    "official_id": Demand(
        "tick", _("Official identity document"), _("I bring an official identity document along.")
    ),
}
