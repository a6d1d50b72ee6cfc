"""Addresses of connections: neutral, with nothing in them but opaque ids."""

from django.urls import path

from fuerza.connections import views

app_name = "connections"
urlpatterns = [
    path("", views.show, name="show"),
    path("<uuid:pk>/pause/", views.pause, name="pause"),
    path("<uuid:pk>/on/", views.read_on, name="read_on"),
    path("<uuid:pk>/end/", views.end, name="end"),
    path("p/<uuid:pk>/", views.review, name="review"),
    path("p/<uuid:pk>/run/", views.run, name="run"),
    path("p/<uuid:pk>/stop/", views.stop, name="stop"),
    path("h/<uuid:pk>/", views.done_by_hand, name="done_by_hand"),
]
