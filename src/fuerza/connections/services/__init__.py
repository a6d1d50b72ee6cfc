"""What writes to connections: linking and reading an account, bringing a file, planning acts and doing them."""

from fuerza.connections.services.acting import forget_effort, run_account
from fuerza.connections.services.answering import ask_for_answers, open_reports
from fuerza.connections.services.bringing import (
    Checked,
    ImportRefused,
    already_complete,
    bring,
    check_again,
    confirm,
    contents_of,
    let_go,
    look_at,
    path_of,
    pieces_of,
    read_import,
)
from fuerza.connections.services.gathering import forget_gathered, gather, gather_on
from fuerza.connections.services.linking import (
    end,
    fetch,
    forget_tokens,
    link,
    move_on,
    pause,
    read_on,
)
from fuerza.connections.services.listing import ListRefused, Wish, bring_list
from fuerza.connections.services.looking import look_ahead
from fuerza.connections.services.planning import AT_ONCE, Target, Terms, go_ahead, plan
from fuerza.connections.services.steering import (
    done_by_hand,
    end_due,
    leave_out,
    put_in,
    run_again,
    stop,
    take_back,
    undo,
)

__all__ = [
    "AT_ONCE",
    "Checked",
    "ImportRefused",
    "ListRefused",
    "Target",
    "Terms",
    "Wish",
    "already_complete",
    "ask_for_answers",
    "bring",
    "bring_list",
    "check_again",
    "confirm",
    "contents_of",
    "done_by_hand",
    "end",
    "end_due",
    "fetch",
    "forget_gathered",
    "forget_effort",
    "forget_tokens",
    "gather",
    "gather_on",
    "go_ahead",
    "leave_out",
    "let_go",
    "link",
    "look_ahead",
    "look_at",
    "move_on",
    "open_reports",
    "path_of",
    "pause",
    "pieces_of",
    "plan",
    "put_in",
    "read_import",
    "read_on",
    "run_account",
    "run_again",
    "stop",
    "take_back",
    "undo",
]
