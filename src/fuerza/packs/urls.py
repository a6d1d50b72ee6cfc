"""Addresses of report packs, under cases' letter and namespace."""

from django.urls import path

from fuerza.packs.views import packs, preparing

urlpatterns = [
    path("at/", preparing.choose_where, name="choose_where"),
    path("to/<uuid:pk>/", packs.show_pack, name="pack"),
    path("to/<uuid:pk>/go/", packs.send, name="send"),
    path("to/<uuid:pk>/zip/", packs.hand_over, name="hand_over"),
    path("to/<uuid:pk>/log/", packs.log, name="log"),
    path("<uuid:pk>/to/", preparing.prepare, name="prepare"),
]
