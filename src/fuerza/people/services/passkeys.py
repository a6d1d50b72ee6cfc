"""A passkey that was copied gives itself away: its counter goes back (Web Authentication, section 6.1.1).

allauth does not look at the counter. Passkeys that are synced between devices always count 0, and pass.
"""

from allauth.mfa.models import Authenticator
from django.db import transaction

_COUNTER = slice(
    33, 37
)  # of the authenticator data: 32 bytes of hash, 1 of flags, then the counter


@transaction.atomic
def count_up(*, passkey_id: int, authenticator_data: bytes) -> bool:
    """Keep the counter of this use; False when it did not go up, so that the key may be a copy."""
    passkey = Authenticator.objects.select_for_update().get(pk=passkey_id)
    registered = passkey.wrap().authenticator_data.counter
    before: int = passkey.data.get("counter", registered)
    counter = int.from_bytes(authenticator_data[_COUNTER], "big")
    if (counter or before) and counter <= before:
        return False
    passkey.data["counter"] = counter
    passkey.save(update_fields=["data"])
    return True
