"""The handbook: what goes into it, and the file. Nothing is written down of who took it."""

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fuerza.core.access import access, public
from fuerza.guides import queries, services
from fuerza.guides.forms import HandbookForm
from fuerza.guides.views.reading import language, unstored
from safeguard.publish.blocks import Document
from safeguard.publish.plain import plain
from safeguard.publish.printing import PrintingFailed

_MANY = gettext_lazy(
    "Many handbooks were asked for just now. Wait a few minutes, or take it as plain text."
)
NAME = "documents"  # R19: the name of a file on her device tells nothing


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
def handbook(request: HttpRequest) -> HttpResponse:
    """Ask what goes in, and hand it over as a PDF or as plain text."""
    own = language()
    choices = (queries.chapters(own), queries.editions(request.user, own))
    form = HandbookForm(request.POST or None, chapters=choices[0], editions=choices[1])
    form.fields["language"].initial = own
    if form.is_bound and form.is_valid():
        document = queries.handbook(_wishes(request, form), now=now())
        if (made := _made(request, form, document)) is not None:
            return made
    return unstored(request, "guides/handbook.html", {"form": form})


def _wishes(request: HttpRequest, form: HandbookForm) -> queries.Wishes:
    wanted = form.cleaned_data
    edition = wanted["edition"]
    return queries.Wishes(
        language=wanted["language"],
        chapters=frozenset(wanted["chapters"]),
        edition=queries.edition_of(request.user, edition, wanted["language"]) if edition else None,
        address=settings.ENV.origin + reverse("guides:all") if wanted["with_code"] else "",
    )


def _made(request: HttpRequest, form: HandbookForm, document: Document) -> HttpResponse | None:
    """Make the file, or say on the form why there is none now."""
    if form.cleaned_data["as_text"]:
        return _file(plain(document).encode(), "text/plain; charset=utf-8", "txt")
    if not ratelimit.consume(request, action="handbook", key="everybody"):
        form.add_error(None, _MANY)
        return None
    try:
        return _file(services.print_handbook(document=document), "application/pdf", "pdf")
    except services.PressWasBusy:
        form.add_error(None, _("Another handbook is being printed. Try again in a moment."))
    except PrintingFailed:
        form.add_error(None, _("It could not be printed. You can take it as plain text."))
    return None


def _file(body: bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{NAME}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response
