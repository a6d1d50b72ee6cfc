"""Count the words of our own rows: `python training/vocabulary.py` writes safeguard/text/vocabulary.txt.

What disguise is read by (safeguard.text.lexicon). Only rows that are trained on are counted, and only words that
several of them have.
"""

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from safeguard.text.normalise import LETTER, fold, without_addresses
from training import corpus

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src" / "safeguard" / "text" / "vocabulary.txt"
FEWEST = 3
_WORD = re.compile(rf"(?:{LETTER}|\d|')+")
_LONGEST = 18
_SHORT_FROM = 40  # times a single letter must be met to be a word


def counted(authored: Path) -> Counter[str]:
    words: Counter[str] = Counter()
    for part, row in corpus.authored_rows(authored):
        if part == "train":
            words.update(
                word.strip("'")
                for word in set(_WORD.findall(without_addresses(fold(row.text).text)))
                if not word.isdigit() and len(word) <= _LONGEST
            )
    return words


def main() -> None:
    words = counted(HERE / "authored")
    kept = sorted(
        (word, count)
        for word, count in words.items()
        if word and count >= (FEWEST if len(word) > 1 else _SHORT_FROM)
    )
    OUT.write_text("".join(f"{word}\t{count}\n" for word, count in kept), encoding="utf-8")
    print(f"{len(kept)} words")


if __name__ == "__main__":
    main()
