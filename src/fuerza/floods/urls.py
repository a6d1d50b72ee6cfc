"""Addresses of floods: short codes and opaque ids, with no word that tells."""

from django.urls import path

from fuerza.floods.views import dangers, places, showing

app_name = "floods"
urlpatterns = [
    path("u/", dangers.dangers, name="dangers"),
    path("u/<uuid:pk>/", dangers.danger, name="danger"),
    path("u/<uuid:pk>/seen/", dangers.settle, name="settle"),
    path("w/", places.places, name="places"),
    path("w/<uuid:pk>/", places.take_back, name="take_place_back"),
    path("<uuid:pk>/", showing.show_flood, name="show"),
]
