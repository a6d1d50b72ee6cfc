"""Pictures to show back: drawn anew from their pixels, so that nothing that came with the file reaches a page.

The original stays sealed as it was received; what is shown is never evidence.
"""

import struct
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from safeguard.evidence import Medium

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 40_000_000
MAX_SIDE = 1600
PRINTED_SIDE = 700
_QUALITY = 80
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error)


class PictureRefused(Exception):
    """A file can't be shown as a picture; `code` is not_a_picture, too_large or broken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def display_copy(medium: Medium) -> bytes:
    """Draw a JPEG, PNG or WebP anew as WebP: upright, 1,600 pixels at most, without place, time or device.

    The file decides what it is, not its name or type: SVG, HTML and GIF are refused; a file that is a picture
    and something else besides comes out as the picture alone. Of moving pictures the first one is drawn.

    Raises:
        PictureRefused: it is none of the three, has more than 40 million pixels, or is broken.

    """
    return _copy(medium, "WEBP", MAX_SIDE)


def print_copy(medium: Medium) -> bytes:
    """Draw one as `display_copy` does, small, as the JPEG that a printed page takes.

    Raises:
        PictureRefused: as there.

    """
    return _copy(medium, "JPEG", PRINTED_SIDE)


def _copy(medium: Medium, kind: str, side: int) -> bytes:
    try:
        with Image.open(BytesIO(medium.body), formats=FORMATS) as picture:
            return _drawn(picture, kind, side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused("too_large") from error
    except UnidentifiedImageError as error:
        raise PictureRefused("not_a_picture") from error
    except _BROKEN as error:
        raise PictureRefused("broken") from error


def _drawn(picture: Image.Image, kind: str, side: int) -> bytes:
    if picture.width * picture.height > MAX_PIXELS:
        raise PictureRefused("too_large")
    picture.thumbnail((side, side))  # first, so that nothing large is ever copied
    ImageOps.exif_transpose(picture, in_place=True)
    layer = picture.convert("RGBA")
    canvas = Image.new("RGB", layer.size, "white")
    canvas.paste(layer, mask=layer)
    out = BytesIO()
    canvas.save(out, kind, quality=_QUALITY)
    return out.getvalue()
