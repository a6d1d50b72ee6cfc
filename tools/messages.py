"""Words: collects them from code and templates, merges the five catalogues, compiles and checks them.

`--check`: the catalogues hold exactly the words in use, none is fuzzy or missing, msgfmt finds no fault, and each
compiled file says what its source says. English is the source: its words are the msgids. Languages named as
arguments are the only ones taken.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "src" / "fuerza" / "locale"
LANGUAGES = ("es", "fr", "ar", "hi")
WAITING = (
    LOCALE / "waiting.ndjson"
)  # words that show in English until somebody has translated them, one a line
PLURALS = {
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "hi": "nplurals=2; plural=(n > 1);",
}


def collected() -> polib.POFile:
    """Collect the words in use with Django's own extraction, in a copy of the tree."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "fuerza"
        shutil.copytree(
            ROOT / "src" / "fuerza", copy, ignore=shutil.ignore_patterns("locale", "__pycache__")
        )
        (copy / "locale" / "en" / "LC_MESSAGES").mkdir(parents=True)
        command = [sys.executable, "-m", "django", "makemessages", "--locale=en", "--verbosity=0"]
        subprocess.run([*command, "--add-location=file", "--no-wrap"], cwd=copy, check=True)
        found = polib.pofile(str(copy / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    found.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    return found


def merge(language: str, words: polib.POFile) -> polib.POFile:
    """Return the language's catalogue with exactly `words`, keeping what was translated."""
    path = catalogue(language)
    known = polib.pofile(str(path)) if path.exists() else polib.POFile()
    merged = polib.POFile(wrapwidth=100)
    merged.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for word in words:
        old = known.find(word.msgid, msgctxt=word.msgctxt or False)
        fresh = polib.POEntry(
            msgid=word.msgid,
            msgid_plural=word.msgid_plural,
            msgctxt=word.msgctxt,
            flags=[flag for flag in word.flags if flag != "fuzzy"],
            comment=word.comment,
        )
        if word.msgid_plural:
            count = int(re.findall(r"nplurals=(\d)", PLURALS[language])[0])
            kept = old.msgstr_plural if old else {}
            fresh.msgstr_plural = {index: kept.get(index, "") for index in range(count)}
        else:
            fresh.msgstr = old.msgstr if old else ""
        merged.append(fresh)
    return merged


def catalogue(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def faults(language: str, words: polib.POFile) -> list[str]:
    """Name what is wrong with one catalogue."""
    path = catalogue(language)
    wanted = merge(language, words)
    here = polib.pofile(str(path), wrapwidth=100) if path.exists() else polib.POFile()
    missing = {entry.msgid for entry in wanted.untranslated_entries()} - waiting()
    found = [f"{language}: {len(missing)} words have no translation"] if missing else []
    if {(e.msgid, e.msgctxt) for e in here} != {(e.msgid, e.msgctxt) for e in wanted}:
        found.append(f"{language}: the words in use have changed, run `just messages`")
    if any(entry.fuzzy for entry in here):
        found.append(f"{language}: fuzzy entries")
    done = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        found.append(done.stderr)
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or _said(polib.mofile(str(compiled))) != _said(here):
        found.append(f"{language}: the compiled file differs, run `just messages`")
    return found


def waiting() -> set[str]:
    """Name the words that are known to wait for their translation: they show in English meanwhile."""
    return set(map(json.loads, WAITING.read_text().splitlines())) if WAITING.exists() else set()


def no_longer_waiting() -> list[str]:
    """Name what is said to wait and is translated, or not in use any more."""
    missing = {
        entry.msgid
        for language in LANGUAGES
        for entry in polib.pofile(str(catalogue(language))).untranslated_entries()
    }
    gone = waiting() - missing
    return [f"{len(gone)} words wait no longer: take them out of {WAITING.name}"] if gone else []


def _said(catalogue: object) -> dict[tuple[str, str], object]:
    return {
        (entry.msgid, entry.msgctxt or ""): entry.msgstr or dict(entry.msgstr_plural)
        for entry in catalogue  # type: ignore[attr-defined]  # a POFile or a MOFile, each a list of entries
        if (entry.msgstr or any(entry.msgstr_plural.values())) and not entry.obsolete
    }


def main() -> None:
    words = collected()
    chosen = [language for language in LANGUAGES if language in sys.argv] or LANGUAGES
    if "--check" in sys.argv:
        found = [fault for language in chosen for fault in faults(language, words)]
        found += no_longer_waiting()
        print(f"not translated yet, and shown in English: {len(waiting())} words")
        sys.exit("\n".join(found) or 0)
    for language in chosen:
        path = catalogue(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        merged = merge(language, words)
        merged.save(str(path))
        merged.save_as_mofile(str(path.with_suffix(".mo")))
        print(f"{language}: {len(merged)} words, {len(merged.untranslated_entries())} to translate")


if __name__ == "__main__":
    main()
