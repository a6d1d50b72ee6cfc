"""Addresses of the switch, the alarm and what she does beforehand: neutral, with opaque ids only."""

from django.urls import path

from fuerza.crisis.views import alarm, beforehand, switch

app_name = "crisis"
urlpatterns = [
    path("", switch.show, name="switch"),
    path("on/", switch.turn_on, name="on"),
    path("go/", switch.go_on, name="go_on"),
    path("off/", switch.turn_off, name="off"),
    path("a/", alarm.alarm, name="alarm"),
    path("a/try/", alarm.try_out, name="try_out"),
    path("a/b/", alarm.listen, name="listen"),
    path("a/b/<uuid:pk>/", alarm.stop_listening, name="stop_listening"),
    path("p/", beforehand.plan, name="plan"),
    path("p/change/", beforehand.change_plan, name="change_plan"),
    path("s/", beforehand.check_up, name="check_up"),
    path("e/", beforehand.exposure, name="exposure"),
]
