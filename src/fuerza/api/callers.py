"""Who may ask: nobody (off), whoever is on this machine (local), or whoever brings a key (keys). See FUERZA_SCORING.

An open scorer is an oracle for whoever tunes abuse until it slips through. So "local" asks more than once whether the
caller is really here: behind a proxy everybody seems to be.
"""

from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.timezone import now

from fuerza.api.refusals import INFO, RETRY, Refused
from fuerza.core.checks import is_local
from fuerza.people import queries, services

HEADER = "X-Goog-Api-Key"
OF_PROXIES = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")


def asker(request: HttpRequest) -> bool:
    """Whoever FUERZA_SCORING lets ask: nobody, whoever is on this machine, or whoever brings a key.

    Raises:
        Refused: she may not, in the shape her program reads.

    """
    is_let = reader(request)
    if settings.ENV.scoring == "keys":
        _count(_key_of(request))
    return is_let


def reader(request: HttpRequest) -> bool:
    """Whoever comes to read how to ask, unless scoring is off; whoever is on this machine, where it is local.

    Raises:
        Refused: she is on another machine.

    """
    if settings.ENV.scoring == "off":
        raise Http404  # the same as at any address that isn't there
    if settings.ENV.scoring == "local" and not _is_here(request):
        raise Refused(403, "Scoring is for this machine alone (FUERZA_SCORING=local).")
    return True


def _is_here(request: HttpRequest) -> bool:
    """Tell a program on this machine from one that a proxy on this machine lets through."""
    try:
        is_loopback = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:  # a socket has no address, and whoever is behind it is not known
        return False
    is_passed_on = any(name in request.headers for name in OF_PROXIES)
    return is_loopback and not is_passed_on and not settings.ENV.proxies and is_local(settings.ENV)


def _key_of(request: HttpRequest) -> queries.Key:
    brought = request.headers.get(HEADER) or request.GET.get("key", "")
    if not brought:
        raise Refused(403, f"Bring an API key, as the parameter key or the header {HEADER}.")
    key = queries.key_in_use(services.token_hash(brought))
    if key is None:
        info = {"@type": INFO, "reason": "API_KEY_INVALID", "domain": "fuerza"}
        scheme = {"WWW-Authenticate": f'ApiKey header="{HEADER}"'}
        raise Refused(401, "The API key is not known here, or was ended.", info, headers=scheme)
    return key


def _count(key: queries.Key) -> None:
    at = now()
    try:
        services.key_use(key=key, now=at)
    except services.QuotaSpent as spent:
        seconds = max(1, round((spent.until - at).total_seconds()))
        raise Refused(
            429,
            f"The key's quota is {key.per_minute} a minute and {key.per_day} a day. Ask again in {seconds} seconds.",
            {"@type": RETRY, "retryDelay": f"{seconds}s"},
            headers={"Retry-After": str(seconds)},
        ) from None
