"""What can be done with accounts, roles, grants, consent and sessions. Every write of people is one of these."""

from fuerza.people.services.accounts import (
    Invitation,
    NameTaken,
    begin,
    invite,
    join,
    reset,
    settle,
    settle_mail,
    use_recovery_code,
)
from fuerza.people.services.avoiding import TooManyAvoided, avoid, lift
from fuerza.people.services.consent import consent_give, consent_withdraw
from fuerza.people.services.grants import (
    BadTerms,
    CodeRefused,
    drop_wraps,
    end_grant,
    give_by_code,
    give_by_link,
    grant,
    mask,
    show_code,
)
from fuerza.people.services.keys import QuotaSpent, key_create, key_revoke, key_use
from fuerza.people.services.links import LinkRefused, cancel_links, make_link, token_hash, use_link
from fuerza.people.services.passkeys import count_up
from fuerza.people.services.purging import purge
from fuerza.people.services.roles import NotAllowed, give_role, take_role
from fuerza.people.services.sessions import began, end_other_sessions, end_session, end_sessions

__all__ = [
    "BadTerms",
    "CodeRefused",
    "Invitation",
    "LinkRefused",
    "NameTaken",
    "NotAllowed",
    "QuotaSpent",
    "TooManyAvoided",
    "avoid",
    "began",
    "begin",
    "cancel_links",
    "consent_give",
    "consent_withdraw",
    "count_up",
    "drop_wraps",
    "end_grant",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "give_by_code",
    "give_by_link",
    "give_role",
    "grant",
    "invite",
    "join",
    "key_create",
    "key_revoke",
    "key_use",
    "lift",
    "make_link",
    "mask",
    "purge",
    "reset",
    "settle",
    "settle_mail",
    "show_code",
    "take_role",
    "token_hash",
    "use_link",
    "use_recovery_code",
]
