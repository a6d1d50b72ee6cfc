"""What writes to connections: linking and reading an account, bringing a file, planning acts and doing them."""

from fuerza.connections.services.acting import (
    Aim,
    Reason,
    Target,
    aim_of,
    done_by_hand,
    plan,
    run_plan,
    stop,
    take_back,
)
from fuerza.connections.services.bringing import (
    Checked,
    ImportRefused,
    already_complete,
    bring,
    check_again,
    contents_of,
    let_go,
    path_of,
    read_import,
)
from fuerza.connections.services.linking import end, fetch, link, move_on

__all__ = [
    "Aim",
    "Checked",
    "ImportRefused",
    "Reason",
    "Target",
    "aim_of",
    "already_complete",
    "bring",
    "check_again",
    "contents_of",
    "done_by_hand",
    "end",
    "fetch",
    "let_go",
    "link",
    "move_on",
    "path_of",
    "plan",
    "read_import",
    "run_plan",
    "stop",
    "take_back",
]
