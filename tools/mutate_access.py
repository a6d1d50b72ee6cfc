"""Are the guards guarded? Takes one access check away at a time, in a copy of the tree, and runs tests/security on it.

    uv run tools/mutate_access.py [--list] [--only N] [--jobs N]

A change that no test notices is printed: write the test. Takes about a minute a change, so it is no part of CI.
Kinds of change: a rule of `@access` becomes `public`, `@reauthenticate` and `@after_warning` are dropped, the owner is
taken out of a query (`person=...`), a condition of a grant or a role is dropped, `may_show` says yes.
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple, TypeVar

ROOT = Path(__file__).resolve().parent.parent
SITE = "src/fuerza"
TESTS = [
    f"tests/security/test_{name}.py"
    for name in ("sensitive", "routes", "misuse", "canaries", "limits")  # the quickest first
]
PUBLIC = "__import__('fuerza.core.access', fromlist=['public']).public"
OWNERS = {"person", "owner", "actor", "plan__person", "person_id", "user"}


class Change(NamedTuple):
    """One check taken away: in which file, at which line, what was there, and the file without it."""

    path: str
    line: int
    what: str
    text: str


def changes() -> Iterator[Change]:
    for path in sorted((ROOT / SITE).rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if "migrations" in name or "management" in name or "/sample/" in name:
            continue
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        for find in _KINDS:
            if find.__name__ not in {"_rules", "_asking"} or "/views" in name:
                yield from find(name, source, tree)


def _rules(name: str, source: str, tree: ast.Module) -> Iterator[Change]:
    """Open each view to everybody, by making its rule `public`."""
    for call in _nodes(tree, ast.Call):
        if _called(call) == "access" and call.args and _word(call.args[0]) not in {"public", None}:
            what = f"@access({_word(call.args[0])})"
            yield _changed(name, source, call.args[0], PUBLIC, what)


def _asking(name: str, source: str, tree: ast.Module) -> Iterator[Change]:
    """Drop what asks again, what warns first, and what keeps a helper off."""
    gentler = {"at_own_desk": "at_desk"}
    for function in _nodes(tree, ast.FunctionDef):
        for decorator in function.decorator_list:
            word = _word(decorator)
            if word in {"reauthenticate", "after_warning", "at_own_desk"}:
                to = gentler.get(word, "(lambda view: view)")
                yield _changed(name, source, decorator, to, f"@{word} of {function.name}")
    for call in _nodes(tree, ast.Call):
        if _called(call) == "_asking_again":
            yield _changed(
                name,
                source,
                call,
                f"access(signed_in)({ast.unparse(call.args[0])})",
                "asking again",
            )


def _owners(name: str, source: str, tree: ast.Module) -> Iterator[Change]:
    """Take the owner out of a query, so that it finds everybody's rows."""
    if "/queries" not in name:
        return
    for call in _nodes(tree, ast.Call):
        if _called(call) in {"filter", "get"}:
            for keyword in call.keywords:
                if keyword.arg in OWNERS:
                    yield _without(name, source, call, keyword)


def _conditions(name: str, source: str, tree: ast.Module) -> Iterator[Change]:
    """Drop one condition of what makes a role or a grant count."""
    if "people/queries" not in name:
        return
    for function in _nodes(tree, ast.FunctionDef):
        if function.name in {
            "_grant_in_force",
            "_role_in_force",
            "grant_in_force",
            "role_in_force",
        }:
            for call in _nodes(function, ast.Call):
                for keyword in call.keywords if len(call.keywords) > 1 else ():
                    yield _without(name, source, call, keyword)


def _answers(name: str, source: str, tree: ast.Module) -> Iterator[Change]:
    """Have each predicate (`may`, `may_decide`, `holds`, `has_role`, `is_fresh`) say yes."""
    predicates = {"may", "may_decide", "has_role", "holds", "is_fresh", "may_show"}
    for function in _nodes(tree, ast.FunctionDef):
        if function.name in predicates:
            first = function.body[1] if ast.get_docstring(function) else function.body[0]
            yield _changed(name, source, first, "return True", f"{function.name} says yes")


_KINDS: tuple[Callable[[str, str, ast.Module], Iterator[Change]], ...] = (
    _rules,
    _asking,
    _owners,
    _conditions,
    _answers,
)


Node = TypeVar("Node", bound=ast.AST)


def _nodes(tree: ast.AST, kind: type[Node]) -> Iterator[Node]:
    return (node for node in ast.walk(tree) if isinstance(node, kind))


def _called(call: ast.Call) -> str | None:
    return _word(call.func)


def _word(node: ast.AST) -> str | None:
    """Name what an expression ends in: `people.may` and `may` are both "may"."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def _changed(name: str, source: str, node: ast.expr | ast.stmt, to: str, what: str) -> Change:
    start, end = _offset(source, node.lineno, node.col_offset), _end(source, node)
    raw = source.encode()
    text = raw[:start] + to.encode() + raw[end:]
    return Change(name, node.lineno, what, text.decode())


def _without(name: str, source: str, call: ast.Call, keyword: ast.keyword) -> Change:
    """Write the call without one of its keywords."""
    kept = ast.Call(call.func, call.args, [each for each in call.keywords if each is not keyword])
    what = f"without {keyword.arg}= in {ast.unparse(call)[:60]}"
    return _changed(name, source, call, ast.unparse(kept), what)


def _offset(source: str, line: int, column: int) -> int:
    lines = source.encode().splitlines(keepends=True)
    return sum(map(len, lines[: line - 1])) + column


def _end(source: str, node: ast.expr | ast.stmt) -> int:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return _offset(source, node.end_lineno, node.end_col_offset)


def copy_of_the_tree() -> Path:
    """Copy what git knows of, as it stands in the working tree."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    to = Path(tempfile.mkdtemp(prefix="mutate-"))
    for name in listed:
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)
    return to


def noticed(tree: Path, change: Change | None) -> bool:
    """Run the tests of security on the tree with one change (None: as it is); say whether one failed."""
    path = tree / change.path if change else None
    before = path.read_text(encoding="utf-8") if path else ""
    if path and change:
        path.write_text(change.text, encoding="utf-8")
    others = {"FUERZA_DATA", "DATABASE_URL", "KEYS_DATABASE_URL"}
    environ = {name: value for name, value in os.environ.items() if name not in others}
    command = [sys.executable, "-m", "pytest", "-n", "0", "-x", "-q", "-p", "no:randomly"]
    command += ["-p", "no:cacheprovider", "--show-capture=no", "--tb=no", *TESTS]
    try:
        run = subprocess.run(
            command,
            cwd=tree,
            env=environ | {"PYTHONPATH": str(tree / "src")},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        if path:
            path.write_text(before, encoding="utf-8")
    return run.returncode != 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="say what would be tried")
    parser.add_argument("--only", type=int, default=1, metavar="N", help="try every Nth")
    parser.add_argument("--jobs", type=int, default=1, help="trees to work on at once")
    given = parser.parse_args()
    todo = list(changes())[:: given.only]
    if given.list:
        for change in todo:
            print(f"{change.path}:{change.line}: {change.what}")
        print(f"{len(todo)} changes")
        return
    sys.exit(try_all(todo, given.jobs))


def try_all(todo: list[Change], jobs: int) -> int:
    """Try them, several trees at once; print what nothing noticed, and return how many that were."""
    trees: Queue[Path] = Queue()
    for _ in range(jobs):
        trees.put(copy_of_the_tree())
    missed = 0

    def attempt(change: Change | None) -> bool:
        tree = trees.get()
        try:
            return noticed(tree, change)
        finally:
            trees.put(tree)

    if attempt(None):
        sys.exit("The tests fail as it is: mend that first.")
    with ThreadPoolExecutor(jobs) as pool:
        for change, was in zip(todo, pool.map(attempt, todo), strict=True):
            missed += not was
            word = "noticed" if was else "MISSED "
            print(f"{word} {change.path}:{change.line}: {change.what}", flush=True)
    print(f"{len(todo) - missed} of {len(todo)} noticed")
    while not trees.empty():
        shutil.rmtree(trees.get())
    return missed


if __name__ == "__main__":
    main()
