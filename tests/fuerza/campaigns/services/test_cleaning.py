"""What is handed out says nothing of who made it, when, where and with what; what can't be cleaned is not taken."""

from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from fuerza.campaigns import services
from fuerza.campaigns.choices import Refusal
from fuerza.campaigns.services import cleaning

TOLD = b"Quokka Laptop"


def png() -> bytes:
    """Draw a picture that tells of its maker in every way it can: text, Exif, and behind its end."""
    about = PngImagePlugin.PngInfo()
    about.add_text("Author", TOLD.decode())
    exif = Image.Exif()
    exif[0x0110] = TOLD.decode()  # the model of the camera
    out = BytesIO()
    Image.new("RGB", (3, 2), "red").save(out, "PNG", pnginfo=about, exif=exif)
    return out.getvalue() + TOLD


def jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x0110] = TOLD.decode()
    out = BytesIO()
    Image.new("RGB", (16, 16), "red").save(out, "JPEG", exif=exif, comment=TOLD)
    return out.getvalue()


def pdf(
    *, pages: int = 1, password: str = "", picture: bytes | None = None, kind: str = "/DCTDecode"
) -> bytes:
    """Make a PDF that tells of its maker: in its facts, its pages, its notes and its pictures."""
    writer = PdfWriter()
    for page in [writer.add_blank_page(72, 72) for _ in range(pages)]:
        page[NameObject("/LastModified")] = TextStringObject(TOLD.decode())
        note = DictionaryObject({NameObject("/Contents"): TextStringObject(TOLD.decode())})
        page[NameObject("/Annots")] = writer._add_object(ArrayObject([note]))
        page[NameObject("/Contents")] = writer._add_object(StreamObject())
    if picture is not None:
        stream = StreamObject()
        stream._data = picture
        facts = {"/Filter": kind, "/Subtype": "/Image", "/ColorSpace": "/DeviceRGB"}
        sizes = {"/Width": 16, "/Height": 16, "/BitsPerComponent": 8}
        stream.update({NameObject(key): NameObject(word) for key, word in facts.items()})
        stream.update({NameObject(key): NumberObject(it) for key, it in sizes.items()})
        held = writer._add_object(stream)
        writer.pages[-1][NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): DictionaryObject({NameObject("/Im0"): held})}
        )
    writer.add_metadata({"/Author": TOLD.decode()})
    writer.add_attachment("notes.txt", TOLD)
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_picture_is_drawn_anew_from_its_pixels() -> None:
    kind, bare = services.clean(png())

    with Image.open(BytesIO(bare)) as drawn:
        seen = (drawn.format, drawn.size, drawn.info, drawn.convert("RGB").getpixel((0, 0)))
    assert (kind, TOLD in png(), TOLD in bare) == ("image/png", True, False)
    assert seen == ("PNG", (3, 2), {}, (255, 0, 0))


def test_a_pdf_keeps_its_pages_and_pictures_and_nothing_that_tells_of_its_maker() -> None:
    told = pdf(pages=2, picture=jpeg())

    kind, bare = services.clean(told)

    reader = PdfReader(BytesIO(bare))
    [image] = reader.pages[1].images
    assert (kind, TOLD in told, TOLD in bare) == ("application/pdf", True, False)
    assert (len(reader.pages), reader.metadata) == (2, None)
    assert "/Names" not in reader.root_object
    assert (image.image.size, dict(image.image.getexif())) == ((16, 16), {})  # type: ignore[union-attr]  # it was drawn


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", Refusal.UNKNOWN),
        (b"GIF89a", Refusal.UNKNOWN),
        (png()[:40], Refusal.UNKNOWN),
        (b"%PDF-1.7 and no more", Refusal.UNKNOWN),
        (pdf(password="walk"), Refusal.LOCKED),
        (pdf(pages=61), Refusal.LARGE),
        (b"%PDF-" + b" " * services.MAX_BYTES, Refusal.LARGE),
        (pdf(picture=b"\x00", kind="/JPXDecode"), Refusal.UNKNOWN),
        (pdf(picture=b"\xff\xd8\x00\x00\x00\x09"), Refusal.UNKNOWN),
        (pdf(picture=b"\xff\xd8"), Refusal.UNKNOWN),
    ],
)
def test_what_can_not_be_cleaned_is_not_taken(body: bytes, why: Refusal) -> None:
    with pytest.raises(services.Refused) as refused:
        services.clean(body)

    assert refused.value.why == why


def test_a_picture_that_unfolds_too_large_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "MAX_PIXELS", 5)

    with pytest.raises(services.Refused) as refused:
        services.clean(png())

    assert refused.value.why == Refusal.LARGE
