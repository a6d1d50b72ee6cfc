"""Guides are read from files, a server's own in place of ours; what a file may not say is refused by name."""

from pathlib import Path

import pytest

from fuerza.guides.queries import GuideWasBroken, book, checked, guide_named, guide_of
from tests.fuerza.guides.conftest import ABOUT, ENGLISH, REVIEWED, SPANISH, Lay, made_up


def test_a_guide_laid_beside_ours_stands_among_them(lay: Lay) -> None:
    guide = lay()

    assert guide_of(guide.id) is guide
    assert [each.name for each in book().values() if each.kind == "report"] == ["report", "made-up"]


def test_a_file_of_the_same_path_takes_the_place_of_ours(folder: Path) -> None:
    own = folder.parent / "threat"
    own.mkdir()
    (own / "en.md").write_text("---\ntitle: Ours here\nlead: Of this house.\n---\n# minute\nGo.\n")

    guide = guide_named("threat")

    assert guide is not None
    assert (guide.source.head.title, guide.kind) == ("Ours here", "now")


def test_a_changed_file_is_read_again(lay: Lay, folder: Path) -> None:
    lay()

    (folder / "en.md").write_text(ENGLISH.format(state="").replace("Made up", "Made up anew"))

    assert made_up().source.head.title == "Made up anew"


def test_a_translation_is_behind_once_its_source_changed_and_its_review_counts_no_more(
    lay: Lay,
) -> None:
    fresh = lay(spanish=REVIEWED)
    stale = lay(spanish=REVIEWED, digest="0123456789ab")

    assert (fresh.is_behind(fresh.texts["es"]), fresh.is_reviewed(fresh.texts["es"])) == (
        False,
        True,
    )
    assert (stale.is_behind(stale.texts["es"]), stale.is_reviewed(stale.texts["es"])) == (
        True,
        False,
    )
    assert stale.is_behind(stale.source) is False


def test_a_review_does_not_make_translations_fall_behind(lay: Lay) -> None:
    assert lay().source.digest == lay(english=REVIEWED).source.digest


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("guide.yaml", ABOUT.replace("2027-04-30", "2026-10-01"), "made-up: rule expires before"),
        (
            "guide.yaml",
            ABOUT.replace("name: An office", "name: ''"),
            "made-up: law is guarded, and",
        ),
        (
            "guide.yaml",
            ABOUT.replace("kind: report", "kind: rumour"),
            "made-up: Invalid enum value",
        ),
        (
            "en.md",
            ENGLISH.format(state="state: reviewed\n"),
            "made-up/en.md: it is reviewed, but by",
        ),
        (
            "en.md",
            ENGLISH.format(state="").replace("[^law]", "[^lore]"),
            "made-up/en.md: lore is none",
        ),
        (
            "en.md",
            ENGLISH.format(state="").replace("keep-proof", "gone"),
            "made-up/en.md: it leads to",
        ),
        ("en.md", "Just words.", "made-up/en.md: it does not begin"),
        (
            "en.md",
            ENGLISH.format(state="").replace("# min", "Hm.\n# min"),
            "made-up/en.md: words stand",
        ),
        (
            "en.md",
            ENGLISH.format(state="").replace("# minute", "# second"),
            "made-up: Invalid enum",
        ),
        (
            "es.md",
            SPANISH.format(state="states: x\n", digest=""),
            "made-up: Object contains unknown",
        ),
    ],
)
def test_what_a_file_may_not_say_is_refused_by_name(
    lay: Lay, folder: Path, file: str, text: str, said: str
) -> None:
    lay()
    (folder / file).write_text(text)

    with pytest.raises(GuideWasBroken) as refused:
        checked()

    assert str(refused.value).startswith(said)


def test_a_guide_without_its_source_is_refused(folder: Path) -> None:
    (folder / "guide.yaml").write_text(ABOUT)

    with pytest.raises(GuideWasBroken, match=r"made-up: guide\.yaml or en\.md is missing"):
        checked()


def test_a_broken_file_of_a_server_leaves_the_help_that_came_with_it(
    lay: Lay, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lay()
    (folder / "en.md").write_text("Just words.")

    names = [guide.name for guide in book().values()]

    assert ("made-up" in names, names[:2]) == (False, ["pile-on", "threat"])
    assert "made-up/en.md: it does not begin with its head" in caplog.text


def test_there_is_no_guide_of_another_name() -> None:
    assert guide_named("rumour") is None
