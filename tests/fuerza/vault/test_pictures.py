"""What is shown of a picture is its pixels and nothing that came along with them."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from fuerza.vault.services import PictureRefused, display_copy, print_copy
from safeguard.evidence import Medium
from tests.fuerza.vault.samples import picture

SCRIPT = b"<script>steal()</script>"


def medium(body: bytes, media_type: str = "image/png") -> Medium:
    return Medium(name="shot.png", media_type=media_type, body=body)


def drawn(body: bytes) -> Image.Image:
    return Image.open(BytesIO(display_copy(medium(body))))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_comes_back_as_webp(kind: str) -> None:
    shown = drawn(picture(kind))

    assert (shown.format, shown.size) == ("WEBP", (40, 30))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_for_paper_a_picture_comes_back_small_and_as_jpeg(kind: str) -> None:
    with Image.open(BytesIO(print_copy(medium(picture(kind, (1600, 800)))))) as printed:
        assert (printed.format, printed.size) == ("JPEG", (700, 350))
        assert not printed.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK"])
def test_pictures_of_every_mode_are_drawn(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (20, 10)).save(out, "JPEG" if mode == "CMYK" else "PNG")

    assert drawn(out.getvalue()).size == (20, 10)


def test_a_large_picture_is_shown_at_1600_pixels() -> None:
    assert drawn(picture("JPEG", (4000, 2000))).size == (1600, 800)


def test_place_and_device_are_not_shown_but_the_turn_is() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Secret Phone Maker"
    out = BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG", exif=exif, comment=b"Secret Comment")

    copy = display_copy(medium(out.getvalue()))

    shown = Image.open(BytesIO(copy))
    assert (shown.size, dict(shown.getexif())) == ((30, 40), {})
    assert b"Secret" not in copy


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_script_behind_a_picture_is_gone(kind: str) -> None:
    copy = display_copy(medium(picture(kind) + SCRIPT))

    assert SCRIPT not in copy


@pytest.mark.parametrize(
    "body",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>",
        b"<!doctype html>" + SCRIPT,
        SCRIPT + picture(),
        picture("GIF"),
        b"GIF89a/*" + SCRIPT,
        picture("BMP"),
        picture("TIFF"),
        b"%PDF-1.7",
        b"",
    ],
    ids=["svg", "html", "html_first", "gif", "gif_script", "bmp", "tiff", "pdf", "empty"],
)
def test_what_is_no_jpeg_png_or_webp_is_refused(body: bytes) -> None:
    with pytest.raises(PictureRefused) as refusal:
        display_copy(medium(body))

    assert refusal.value.code == "not_a_picture"


@pytest.mark.parametrize("side", [6400, 10_000, 30_000])
def test_a_picture_that_unpacks_to_a_flood_is_refused(side: int) -> None:
    with pytest.raises(PictureRefused) as refusal:
        display_copy(medium(bomb(side)))

    assert refusal.value.code == "too_large"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_that_was_cut_off_is_refused(kind: str) -> None:
    whole = picture(kind, (400, 300))

    with pytest.raises(PictureRefused) as refusal:
        display_copy(medium(whole[: len(whole) // 2]))

    assert refusal.value.code == "broken"


def bomb(side: int) -> bytes:
    """Write a PNG of one colour that is small on disk and `side` squared in memory."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
