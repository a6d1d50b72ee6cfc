"""The setter's own process: a document comes in on one end, a PDF goes out on the other (`printing` starts it)."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import typst

from safeguard.publish.signs import FONTS

PAPER = Path(__file__).with_name("paper.typ")


def main() -> None:
    """Read a document from standard input, write a PDF that says it was made at argv[1] to standard output."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    sys.stdout.buffer.write(
        typst.compile(
            PAPER.read_bytes(),
            font_paths=fonts,
            format="pdf",
            pdf_standards="ua-1",
            sys_inputs={"document": sys.stdin.buffer.read().decode()},
            timestamp=datetime.fromtimestamp(int(sys.argv[1]), UTC),
        )
    )
