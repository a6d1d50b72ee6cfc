"""Addresses of the guides: opaque ids only, so that a history tells nobody what was read."""

from django.urls import path

from fuerza.guides.views import deciding, facts, printing, reading, writing

app_name = "guides"
urlpatterns = [
    path("", reading.everything, name="all"),
    path("n/", reading.near, name="near"),
    path("h/", printing.handbook, name="handbook"),
    path("<uuid:pk>/", reading.read, name="read"),
    path("e/", writing.board, name="board"),
    path("e/new/", writing.begin, name="begin"),
    path("e/<uuid:pk>/", writing.work, name="work"),
    path("e/<uuid:pk>/facts/", facts.facts, name="facts"),
    path("e/<uuid:pk>/facts/<slug:code>/", facts.fact, name="fact"),
    path("e/<uuid:pk>/facts/<slug:code>/away/", facts.take_away, name="take_away"),
    path("e/<uuid:pk>/<slug:language>/", writing.write, name="write"),
    path("e/r/<uuid:pk>/", deciding.revision, name="revision"),
    path("e/r/<uuid:pk>/propose/", deciding.propose, name="propose"),
    path("e/r/<uuid:pk>/again/", deciding.again, name="again"),
    path("e/r/<uuid:pk>/drop/", deciding.drop, name="drop"),
    path("e/r/<uuid:pk>/back/", deciding.send_back, name="send_back"),
    path("e/r/<uuid:pk>/yes/", deciding.show, name="show"),
]
