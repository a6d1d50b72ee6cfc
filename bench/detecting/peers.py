"""The peers that ship their weights, each as a function from texts to flags; absent ones say so."""

import importlib
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bench.detecting.cases import Case, Post
from bench.detecting.cost import rate
from bench.detecting.figures import interval, macro_f1, weights
from bench.detecting.quality import ALARM_GOALS, functional
from bench.detecting.table import Row

Flag = Callable[[Sequence[str]], list[bool]]


def _alt_profanity_check(module: Any) -> Flag:
    return lambda texts: [bool(said) for said in module.predict(list(texts))]


def _better_profanity(module: Any) -> Flag:
    return lambda texts: [bool(module.profanity.contains_profanity(text)) for text in texts]


def _hatesonar(module: Any) -> Flag:
    sonar = module.Sonar()
    return lambda texts: [sonar.ping(text=text)["top_class"] != "neither" for text in texts]


PEERS: dict[str, tuple[str, Callable[[Any], Flag]]] = {
    "alt-profanity-check": ("profanity_check", _alt_profanity_check),
    "better-profanity": ("better_profanity", _better_profanity),
    "hatesonar": ("hatesonar", _hatesonar),
}


def opened(name: str) -> Flag | str:
    """Give the peer's function, or say why it could not be run."""
    module, make = PEERS[name]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # weights pickled by an older scikit-learn
            return make(importlib.import_module(module))
    except Exception as why:  # noqa: BLE001 -- a peer may fail in any way; the table says which
        return f"{type(why).__name__}: {str(why).strip().splitlines()[-1][:160]}"


def rows(cases: Sequence[Case], posts: Sequence[Post], repeats: int) -> Iterator[Row]:
    """Run each peer on the functional cases and on EDOS dev (`posts`)."""
    for name in PEERS:
        flag = opened(name)
        if isinstance(flag, str):
            yield Row(section="Peers", measure=name, note=f"NOT RUN. {flag}")
            continue
        flags = flag([case.text for case in cases])
        yield from functional(cases, flags, repeats, name, {})
        yield from _beside(name, flag, (cases, flags), posts, repeats)


def _beside(
    name: str,
    flag: Flag,
    functional_cases: tuple[Sequence[Case], list[bool]],
    posts: Sequence[Post],
    repeats: int,
) -> Iterator[Row]:
    cases, flags = functional_cases
    texts = [post.text for post in posts]
    said = flag(texts)
    sexist = macro_f1(weights(len(posts), repeats), said, [bool(post.is_sexist) for post in posts])
    cells: dict[str, Any] = {"EDOS dev macro-F1": interval(sexist)}
    cells["threats found"] = _share(cases, flags, "threat")
    cells |= {f"alarms: {kind}": _share(cases, flags, kind) for kind in ALARM_GOALS}
    for column, value in cells.items():
        yield Row(section="Peers", measure=name, column=column, value=value)
    speed = rate(flag, texts[:200], 1)
    yield Row(section="Peers", measure=name, column="posts per CPU-s", value=speed, digits=0)


def _share(cases: Sequence[Case], flags: Sequence[bool], kind: str) -> float:
    here = [said for case, said in zip(cases, flags, strict=True) if case.kind == kind]
    return sum(here) / len(here)
