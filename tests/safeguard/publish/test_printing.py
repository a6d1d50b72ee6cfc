"""A printed document keeps every word, tells its languages, is tagged, and runs nothing that a text says."""

import hashlib
import random
import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
import typst
from pypdf import PdfReader

from safeguard.publish import press, signs
from safeguard.publish.blocks import (
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Quotation,
    Table,
    Words,
)
from safeguard.publish.printing import PrintingFailed, printed
from tests.safeguard.publish.printouts import (
    NOON,
    document,
    picture,
    root_of,
    squeezed,
    tags_of,
    text_of,
)

SAID = {
    "en": "Nobody asked you, did they? 25 % of 1,200.",
    "es": "¿Quién te preguntó? Mañana será el año.",
    "fr": "Personne ne vous l’a demandé : « là-bas », œuvre.",
    "ar": "لم يسألك أحد، أليس كذلك؟ رسالة رقم 25 من @someone الآن.",
    "hi": "किसी ने पूछा क्या? ज़िक्र, श्रृंखला, क्षमा, दर्द।",
}


@pytest.mark.parametrize("language", SAID)
def test_every_word_arrives_in_its_order(language: str) -> None:
    said = SAID[language]
    blocks = (
        Heading(said, 2),
        Paragraph(said),
        Facts((("1", said),)),
        Table((said,), ((said,),)),
        Quotation(Words(text=said, language=language)),
    )

    text = text_of(printed(document(*blocks, language=language)))

    if (
        language == "ar"
    ):  # poppler guesses on which side of a word a comma stands, so only words are compared
        assert (" ".join(words_of(text))).count(" ".join(words_of(said))) == 6
    else:
        assert squeezed(text).count(squeezed(said)) == 6


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d]+", text)


def test_arabic_is_joined_and_runs_from_right_to_left() -> None:
    """Joined letters are other glyphs than single ones, so the two come out as different widths."""
    joined = typeset("كلمة")
    apart = typeset("ك\u200cل\u200cم\u200cة")

    assert joined != apart


def typeset(word: str) -> bytes:
    return printed(document(Paragraph(word), language="ar"))


def test_elements_say_their_languages_and_the_document_is_tagged() -> None:
    blocks = (
        Quotation(Words(text=SAID["ar"], language="ar-EG")),
        Quotation(Words(text=SAID["hi"], language="HI")),
        Quotation(Words(text="quién sabe", language="not a one")),
        Quotation(Words(text="quién sabe")),
        Picture(picture(), "A green field."),
        Table(("What", "When"), (("one", "two"),)),
        Facts((("Name", "value"),)),
    )

    pdf = printed(document(*blocks))

    root = root_of(pdf)
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert tags_of(pdf)[1:] == [
        ("/Title", None, None),
        ("/H1", None, None),
        ("/BlockQuote", "ar", None),
        ("/P", None, None),
        ("/BlockQuote", "hi", None),
        ("/P", None, None),
        ("/BlockQuote", "und", None),
        ("/P", None, None),
        ("/BlockQuote", "und", None),
        ("/P", None, None),
        ("/Figure", None, "A green field."),
        ("/Table", None, None),
        ("/THead", None, None),
        ("/TR", None, None),
        *[("/TH", None, None), ("/Strong", None, None)] * 2,
        ("/TBody", None, None),
        ("/TR", None, None),
        *[("/TD", None, None)] * 2,
        ("/L", None, None),
        ("/LI", None, None),
        ("/Lbl", None, None),
        ("/Strong", None, None),
        ("/LBody", None, None),
    ]


def test_an_arabic_document_runs_from_right_to_left_and_numbers_its_pages_from_left_to_right() -> (
    None
):
    pdf = printed(document(PageBreak(), Paragraph("نص"), language="ar", footer="تقرير"))

    root = root_of(pdf)
    assert (root["/Lang"], root["/ViewerPreferences"]["/Direction"]) == ("ar", "/R2L")
    text = squeezed(text_of(pdf))
    assert ["1/2" in text, "2/2" in text, "2/1" in text] == [True, True, False]
    assert text.count("تقرير") == 2


@pytest.mark.parametrize(
    ("text", "edge"),
    [("نص latin", "right"), ("latin نص", "left"), ("12 نص latin", "right"), ("… latin", "left")],
)
def test_words_run_the_way_of_their_first_letter(text: str, edge: str) -> None:
    quoted = Quotation(Words(text=text))
    told = Quotation(Words(text=text, direction="rtl" if edge == "right" else "ltr"))
    turned = Quotation(Words(text=text, direction="ltr" if edge == "right" else "rtl"))

    found = [edge_of("latin", printed(document(each))) for each in (quoted, told, turned)]

    assert found == [edge, edge, "left" if edge == "right" else "right"]


def edge_of(word: str, pdf: bytes) -> str:
    """Say at which edge of the page (595 points wide) a word stands."""
    boxes = re.findall(r'<word xMin="([0-9.]+)".*>(.*)</word>', text_of(pdf, "-bbox"))
    [at] = [float(left) for left, said in boxes if said == word]
    return "right" if at > 300 else "left"


ATTACKS = (
    '#panic("x")',
    '"); panic("x"); ("',
    "\\u{41} \\n \\",
    "$x^2$ `raw` *bold* _it_ = h <label> @ref // c /* d */",
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/hostname")',
    "[content] {code} ~ -- --- …",
    '{"lines": []}',
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_somebody_wrote_is_run(attack: str) -> None:
    blocks = (
        Paragraph(attack),
        Heading(attack, 2),
        Facts((("1", Words(text=attack)),)),
        Table((attack,), ((attack,),)),
        Quotation(Words(text=attack, language=attack)),
        Picture(picture(), attack),
    )

    pdf = printed(document(*blocks, footer=attack))

    assert squeezed(text_of(pdf)).count(squeezed(attack)) == 7
    assert [said for tag, _language, said in tags_of(pdf) if tag == "/Figure"] == [attack]
    assert root_of(pdf).get("/OpenAction") is None


def test_signs_without_a_picture_and_hidden_ones_are_numbers_on_paper() -> None:
    text = text_of(printed(document(Quotation(Words(text="pay \u202eyap 你 \U0001f52a")))))

    assert "pay [U+202E]yap [U+4F60] [U+1F52A HOCHO]" in " ".join(text.split())


def test_whatever_ends_a_line_ends_it_and_blanks_stay() -> None:
    text = text_of(printed(document(Quotation(Words(text="a\r\nb\rc\x0bd\u2028e\tf   g")))))

    assert "a\nb\nc\nd\ne" in text
    assert squeezed(text).endswith("efg1/1")
    assert "[U+" not in text


@pytest.mark.parametrize(
    "run",
    [
        "W" * 300,
        "https://social.example/" + "a" * 300,
        "https://social.example/?" + "q=1&" * 100,
        "ه" * 300,
        "ﷺ" * 60,
        "0123456789abcdef" * 20,
        "क" * 200,
    ],
)
def test_a_long_run_stays_on_the_page(run: str) -> None:
    for block in (
        Quotation(Words(text=run)),
        Facts((("Name", Words(text=run)),)),
        Table(("A", "B"), (("x", Words(text=run)),)),
    ):
        text = squeezed(text_of(printed(document(block))))

        assert {each: text.count(each) >= run.count(each) for each in run} == dict.fromkeys(
            run, True
        )


def test_a_fingerprint_stays_in_one_piece() -> None:
    digest = "ab93" * 16

    for language in SAID:
        pdf = printed(document(Facts((("SHA-256", Words(text=digest)),)), language=language))

        assert digest in text_of(pdf)


def test_every_sign_of_the_fonts_and_mixtures_of_them_can_be_set() -> None:
    """Typst refuses what its fonts can't show, so a wrong guess of ours would be a report that is not made."""
    every = sorted(frozenset().union(*signs._covered()))
    chance = random.Random(20261130)  # noqa: S311 -- the same each time
    mixed = [
        "".join(chr(chance.choice(every)) for _ in range(chance.randint(1, 12)))
        + "".join(chance.choice("\u200d\u200f\u2067\u2069ك\u0651\u0301क्a1 ") for _ in range(12))
        for _ in range(400)
    ]
    whole = ["".join(map(chr, every[at : at + 60])) for at in range(0, len(every), 60)]

    pdf = printed(document(*(Quotation(Words(text=each)) for each in whole + mixed)))

    assert len(PdfReader(BytesIO(pdf)).pages) > 5


def test_the_same_document_gives_the_same_bytes() -> None:
    blocks = (Paragraph(SAID["ar"]), Picture(picture("PNG"), "A picture"))

    first, second = (printed(document(*blocks)) for _ in range(2))

    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    later = msgspec.structs.replace(document(*blocks), made_at=NOON + timedelta(seconds=1))
    assert printed(later) != first


@pytest.mark.parametrize(
    "block",
    [
        Heading("deep", 3),
        Picture(picture(), " "),
        Picture(b"<svg/>", "A drawing"),
        Picture(picture("WEBP"), "A picture"),
    ],
)
def test_what_a_screen_reader_could_not_read_is_refused(
    block: Heading | Picture, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(PrintingFailed) as refused:
        printed(document(Paragraph("orchid seller"), block))

    assert refused.value.code == "refused"
    assert "orchid" not in str(refused.value)
    assert capfd.readouterr() == ("", "")


def test_a_document_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(PrintingFailed) as slow:
        printed(document(), seconds=0.001)

    assert slow.value.code == "slow"


def test_only_a_block_is_printed() -> None:
    with pytest.raises(TypeError):
        printed(document("words"))  # type: ignore[arg-type]  # what is being tested


class Pipe:
    def __init__(self, body: bytes = b"") -> None:
        self.buffer = BytesIO(body)


def test_the_press_turns_a_job_into_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    footer = b'{"language": null, "direction": null, "lines": []}'
    sheet = b'{"title": "t", "language": "en", "blocks": [], "footer": %s}' % footer
    out = Pipe()
    monkeypatch.setattr("sys.stdin", Pipe(sheet))
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.argv", ["-c", "0"])

    press.main()

    assert out.buffer.getvalue().startswith(b"%PDF-1.7")


def test_the_press_reads_no_file_and_no_font_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("orchid")
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(signs.FONTS)]
    )

    assert set(fonts.families()) == {"Noto Sans", "Noto Naskh Arabic", "Noto Sans Devanagari"}
    assert "read(" not in press.PAPER.read_text(encoding="utf-8")


def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    printed(document(Paragraph("words")))

    assert list(tmp_path.iterdir()) == []
