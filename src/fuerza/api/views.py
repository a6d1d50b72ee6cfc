"""Scoring for other people's programs: each view answers in JSON, whatever goes wrong, and keeps nothing.

No cookie is set, no other site's page may read an answer (no CORS), and a body must say that it is JSON: a form on
another site's page can't.
"""

import logging
from collections.abc import Callable
from functools import wraps

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from fuerza.api import analyzing, callers, discovery
from fuerza.api.refusals import Refused
from fuerza.core.access import access

log = logging.getLogger(__name__)
JSON = "application/json"
LARGEST = 65_536  # bytes of a request
View = Callable[[HttpRequest], HttpResponse]


def in_json(view: View) -> View:
    """Answer in JSON: a refusal too, and what we did wrong, in the shape that Google's clients read."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            answer = view(request)
        except Http404:
            raise
        except Refused as refused:
            answer = refused.answer()
        except Exception as error:  # noqa: BLE001 -- its text may hold the comment, so only its name goes on
            log.error("an answer failed [%s]", type(error).__name__)  # noqa: TRY400 -- as said
            answer = Refused(500, "Something went wrong here. Nothing was stored.").answer()
        request.session.modified = False  # asking keeps no session awake
        return answer

    return answered


@in_json
@access(callers.asker)
def analyze(request: HttpRequest) -> HttpResponse:
    """Score one comment."""
    _answer_only("POST", request)
    answer = analyzing.analyze(analyzing.parse(_body_of(request)))
    return HttpResponse(msgspec.json.encode(answer), content_type=JSON)


@in_json
@access(callers.asker)
def suggest_score(request: HttpRequest) -> HttpResponse:
    """Take no suggestion, and say so; what came is not even read."""
    _answer_only("POST", request)
    raise Refused(501, "Suggestions are not taken here, and nothing was stored.")


@in_json
@access(callers.reader)
def describe(request: HttpRequest) -> HttpResponse:
    """Describe the API to Google's clients."""
    _answer_only("GET", request)
    version = request.GET.get("version", discovery.VERSION)
    if version != discovery.VERSION:
        raise Refused(404, f"The only version there is, is {discovery.VERSION}.")
    return HttpResponse(discovery.encoded(request.build_absolute_uri("/")), content_type=JSON)


def _answer_only(method: str, request: HttpRequest) -> None:
    if request.method != method:
        raise Refused(405, f"Only {method} is answered here.", headers={"Allow": method})


def _body_of(request: HttpRequest) -> bytes:
    """Read the body, once it is known to be JSON and small."""
    if request.content_type != JSON:
        raise Refused(415, f"The body must be JSON, and say so: Content-Type: {JSON}.")
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
        raise Refused(411, "Say how long the body is: Content-Length.")
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise Refused(413, f"The body may have {LARGEST} bytes at most.")
    return request.body
