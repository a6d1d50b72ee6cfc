"""Addresses of feeds and calendars, under those of the programme (fuerza.urls)."""

from django.urls import path

from fuerza.following import feeds

urlpatterns = [
    path("<slug:code>.atom", feeds.atom, name="feed"),
    path("<slug:code>.ics", feeds.calendar, name="calendar"),
    path("<uuid:pk>/<slug:code>.ics", feeds.edition_calendar, name="edition_calendar"),
]
