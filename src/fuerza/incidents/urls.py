"""Addresses of incidents, beside those of the programme."""

from django.urls import path

from fuerza.incidents.views import covering, handling, reporting

app_name = "incidents"
urlpatterns = [
    path("<uuid:pk>/cover/", covering.cover, name="cover"),
    path("<uuid:pk>/cover/add/", covering.add, name="put_on_call"),
    path("<uuid:pk>/cover/<uuid:duty>/", covering.end, name="take_off_call"),
    path("<uuid:pk>/cover/contacts/", covering.contacts, name="contacts"),
    path("<uuid:pk>/cover/link/", covering.link, name="link"),
    path("<uuid:pk>/cover/unread/", covering.unread, name="unread"),
    path("<uuid:pk>/tell/", reporting.tell, name="tell"),
    path("t/", reporting.code, name="code"),
    path("t/<str:token>/", reporting.wall, name="wall"),
    path("o/<uuid:pk>/mine/", reporting.hers, name="hers"),
    path("o/<uuid:pk>/mine/add/", reporting.add, name="add"),
    path("o/<uuid:pk>/mine/copy/", reporting.copy, name="copy"),
    path("o/", handling.all_of_hers, name="all"),
    path("o/<uuid:pk>/", handling.record, name="record"),
    path("o/<uuid:pk>/write/", handling.write, name="write"),
    path("o/<uuid:pk>/move/", handling.move, name="move"),
    path("o/<uuid:pk>/decide/", handling.decide, name="decide"),
    path("o/<uuid:pk>/agree/", handling.agree, name="agree"),
    path("o/<uuid:pk>/who/", handling.name, name="name"),
    path("o/<uuid:pk>/in/", handling.ask_in, name="ask_in"),
    path("o/<uuid:pk>/aside/", handling.step_aside, name="step_aside"),
]
