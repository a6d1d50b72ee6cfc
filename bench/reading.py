"""How easily our guides read, by the usual formulas.

    python bench/reading.py

Flesch for English, Fernández Huerta for Spanish, Kandel and Moles for French: 0 hard, 100 easy, 60 and more is plain.
Syllables are groups of vowels (without a silent e), which errs by a few points. For Arabic and Hindi there is no
formula that is agreed on, so only the words in a sentence are counted.
"""

import os
import re
import tempfile
import unicodedata

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")
FORMULAS = {"en": (206.835, 84.6, 1.015), "es": (206.84, 60.0, 1.02), "fr": (207.0, 73.6, 1.015)}
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?<=[^aeiouyl])e?s?$")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FUERZA_DATA"] = folder
        import django

        django.setup()
        from fuerza.guides import queries

        for language in ("en", "es", "fr", "ar", "hi"):
            texts = [
                each.texts[language] for each in queries.book().values() if language in each.texts
            ]
            lines = [line.text for text in texts for line in text.lines()]
            print(f"{language}: {len(texts)} guides, {measured(language, lines)}")


def measured(language: str, lines: list[str]) -> str:
    sentences = [
        each for line in lines for each in re.split(r"[.?:;।؟؛]+\s*", line) if each.strip()
    ]
    words = [word for each in sentences for word in each.split()]
    length = len(words) / len(sentences)
    said = f"{len(words)} words, {length:.1f} in a sentence"
    if language not in FORMULAS:
        return said
    start, weight, per_word = FORMULAS[language]
    syllables = sum(syllables_of(word, language) for word in words) / len(words)
    return f"{said}, reading ease {start - weight * syllables - per_word * length:.0f}"


def syllables_of(word: str, language: str) -> int:
    plain = unicodedata.normalize("NFD", word.casefold())
    bare = "".join(each for each in plain if each.isalpha())
    heard = bare if language == "es" else SILENT.sub("", bare)
    return max(1, len(VOWELS.findall(heard)))


if __name__ == "__main__":
    main()
