"""Addresses of cases; report packs have theirs under the same letter (fuerza.packs.urls)."""

from django.urls import path

from fuerza.cases.views import listing, reading, taking, writing

urlpatterns = [
    path("", listing.show_all, name="all"),
    path("add/", listing.gather, name="gather"),
    path("least/", listing.least, name="least"),
    path("<uuid:pk>/", reading.case, name="case"),
    path("<uuid:pk>/add/", reading.choose, name="choose"),
    path("<uuid:pk>/back/", listing.take_back, name="take_back"),
    path("<uuid:pk>/do/", writing.do, name="do"),
    path("<uuid:pk>/log/", writing.incident, name="incident"),
    path("<uuid:pk>/log/<uuid:line>/", writing.change_incident, name="change_incident"),
    path("<uuid:pk>/same/", writing.same, name="same"),
    path("<uuid:pk>/note/", writing.note, name="note"),
    path("<uuid:pk>/line/<slug:kind>/<uuid:line>/", writing.line, name="line"),
    path("<uuid:pk>/paper/", taking.paper, name="paper"),
    path("<uuid:pk>/sheet/", taking.sheet, name="sheet"),
    path("<uuid:pk>/p/<int:exhibit>/<int:number>/", reading.picture, name="picture"),
]
