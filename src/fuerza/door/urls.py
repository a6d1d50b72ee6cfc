"""Addresses of the door, beside those of the programme."""

from django.urls import path

from fuerza.door.views import carrying, mine, organising, standing

app_name = "door"
urlpatterns = [
    path("door/", standing.door, name="door"),
    path("door/in/", standing.begin, name="begin"),
    path("door/in/<str:code>/", standing.enter, name="enter"),
    path("door/t/<str:token>/", standing.ticket, name="ticket"),
    path("door/undo/", standing.undo, name="undo"),
    path("door/leave/", standing.leave, name="leave"),
    path("door/list/", carrying.take_list, name="list"),
    path("door/noted/", carrying.noted, name="noted"),
    path("door/open/", carrying.is_open, name="is_open"),
    path("<uuid:pk>/mine/ticket/", mine.ticket, name="mine"),
    path("<uuid:pk>/mine/ticket/new/", mine.renew, name="renew"),
    path("<uuid:pk>/people/doors/", organising.doors, name="doors"),
    path("<uuid:pk>/people/doors/<uuid:door>/back/", organising.take_back, name="take_back"),
]
