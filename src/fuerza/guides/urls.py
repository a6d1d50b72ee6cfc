"""Addresses of the guides: opaque ids only, so that a history tells nobody what was read."""

from django.urls import path

from fuerza.guides.views import printing, reading

app_name = "guides"
urlpatterns = [
    path("", reading.everything, name="all"),
    path("n/", reading.near, name="near"),
    path("h/", printing.handbook, name="handbook"),
    path("<uuid:pk>/", reading.read, name="read"),
]
