"""Addresses of the switch, the alarm and what she does beforehand: neutral, with opaque ids only."""

from django.urls import path

from fuerza.crisis.views import switch

app_name = "crisis"
urlpatterns = [
    path("", switch.show, name="switch"),
    path("on/", switch.turn_on, name="on"),
    path("go/", switch.go_on, name="go_on"),
    path("off/", switch.turn_off, name="off"),
]
