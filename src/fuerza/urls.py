"""Addresses: neutral paths with no word that tells (seams.md). Each domain owns what lies under its letter."""

from django.urls import include, path

from fuerza.acts.urls import urlpatterns as acts
from fuerza.cases.urls import urlpatterns as cases
from fuerza.connections.urls import urlpatterns as connections
from fuerza.following.urls import urlpatterns as following
from fuerza.packs.urls import urlpatterns as packs
from fuerza.people.urls import account_urlpatterns
from fuerza.programme.urls import urlpatterns as programme

urlpatterns = [
    path("", include("fuerza.site.urls")),
    path("", include("fuerza.people.urls")),
    path("", include(account_urlpatterns)),
    path("", include("fuerza.api.urls")),
    path("d/q/", include("fuerza.floods.urls")),
    path("d/s/", include("fuerza.sorting.urls")),
    path("d/c/", include("fuerza.crisis.urls")),
    path("d/h/", include("fuerza.helping.urls")),
    path("d/", include("fuerza.desk.urls")),
    path("l/", include(([*connections, *acts], "connections"))),  # one letter, one namespace
    path("k/", include("fuerza.vault.urls")),
    path("f/", include(([*cases, *packs], "cases"))),
    path("e/", include("fuerza.attendance.urls")),
    path("e/", include("fuerza.apart.urls")),
    path("e/", include("fuerza.vetting.urls")),
    path("e/", include("fuerza.door.urls")),
    path("e/", include("fuerza.incidents.urls")),
    path("e/", include("fuerza.impact.urls")),
    path("e/", include("fuerza.slots.urls")),
    path("e/", include("fuerza.campaigns.urls")),
    path("e/", include(([*following, *programme], "programme"))),
    path("g/", include("fuerza.guides.urls")),
    path("c/", include("fuerza.circles.urls")),
    path("c/", include("fuerza.tending.urls")),
    path("n/", include("fuerza.network.urls")),
    path("n/", include("fuerza.mentoring.urls")),
    path("p/", include("fuerza.voice.urls")),
    path("s/", include("fuerza.stories.urls")),
]
handler400 = "fuerza.site.views.bad_request"
handler403 = "fuerza.site.views.not_found"
handler404 = "fuerza.site.views.not_found"
handler500 = "fuerza.site.views.failed"
