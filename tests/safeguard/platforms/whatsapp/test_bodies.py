"""The app's own words are told from hers and his, and only where they are known whole."""

import pytest

from safeguard.platforms.whatsapp.bodies import Body, is_encryption_notice, read_body


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("hello", Body("hello")),
        ("<Media omitted>", Body("", ("omitted",))),
        ("\u200eimage omitted", Body("", ("omitted",))),
        ("<Multimedia omitido>", Body("", ("omitted",))),
        ("\u200eimagen omitida", Body("", ("omitted",))),
        ("<Médias omis>", Body("", ("omitted",))),
        ("<تم استبعاد الوسائط>", Body("", ("omitted",))),
        ("<मीडिया के बिना>", Body("", ("omitted",))),
        ("\u200e<attached: 00000012-PHOTO.jpg>", Body("", ("00000012-PHOTO.jpg",))),
        ("\u200e<adjunto: 00000012-PHOTO.jpg>", Body("", ("00000012-PHOTO.jpg",))),
        ("IMG-20250304-WA0003.jpg (file attached)", Body("", ("IMG-20250304-WA0003.jpg",))),
        ("\u200eplan b.pdf (archivo adjunto)\nmira\nesto", Body("mira\nesto", ("plan b.pdf",))),
        ("IMG-20250304-WA0003.jpg (फ़ाइल संलग्न)", Body("", ("IMG-20250304-WA0003.jpg",))),
        ("no more \u200e<This message was edited>", Body("no more", is_edited=True)),
        ("vale \u200e<Se editó este mensaje.>", Body("vale", is_edited=True)),
        ("d'accord \u200e<Ce message a été modifié>", Body("d'accord", is_edited=True)),
        ("طيب \u200e<تم تعديل هذه الرسالة>", Body("طيب", is_edited=True)),
        ("ठीक \u200e<यह मैसेज एडिट किया गया>", Body("ठीक", is_edited=True)),
        ("\u200eThis message was deleted.", Body("", is_deleted=True)),
        ("Se eliminó este mensaje.", Body("", is_deleted=True)),
        ("Ce message a été supprimé", Body("", is_deleted=True)),
        ("تم حذف هذه الرسالة.", Body("", is_deleted=True)),
        ("यह मैसेज डिलीट कर दिया गया है।", Body("", is_deleted=True)),
        ("I saw This message was deleted", Body("I saw This message was deleted")),
        ("no more <This message was edited>", Body("no more <This message was edited>")),
        ("<attached: ../../x.jpg>", Body("<attached: ../../x.jpg>")),
        ("<I know: where you live>", Body("<I know: where you live>")),
    ],
)
def test_a_body_is_its_text_and_what_it_names(body: str, read: Body) -> None:
    assert read_body(body) == read


def test_only_the_apps_own_sentence_under_its_mark_is_the_encryption_notice() -> None:
    notice = (
        "Messages and calls are end-to-end encrypted. No one outside of this chat can read them."
    )

    assert is_encryption_notice("\u200e" + notice)
    assert is_encryption_notice("\u200eالرسائل والمكالمات مشفرة تمامًا بين الطرفين.")
    assert not is_encryption_notice(notice)
    assert not is_encryption_notice("\u200eYou are dead")
