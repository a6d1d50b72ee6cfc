"""Addresses of the vault: neutral, with nothing in them but opaque ids and small numbers."""

from django.urls import path

from fuerza.vault.views import exhibits, pictures

app_name = "vault"
urlpatterns = [
    path("", exhibits.show, name="show"),
    path("in/", exhibits.unlock, name="unlock"),
    path("out/", exhibits.lock, name="lock"),
    path("own/", exhibits.own_lock, name="own_lock"),
    path("old/", exhibits.take_up, name="take_up"),
    path("key/", exhibits.key, name="key"),
    path("key/text/", exhibits.key_file, name="key_file"),
    path("zip/", exhibits.export, name="export"),
    path("<uuid:pk>/", exhibits.open_exhibit, name="open"),
    path("<uuid:pk>/hold/", exhibits.hold, name="hold"),
    path("<uuid:pk>/free/", exhibits.release, name="release"),
    path("<uuid:pk>/end/", exhibits.destroy, name="destroy"),
    path("<uuid:pk>/slip/", exhibits.receipt, name="receipt"),
    path("<uuid:pk>/slip/text/", exhibits.receipt_file, name="receipt_file"),
    path("<uuid:pk>/more/", pictures.pictures, name="pictures"),
    path("<uuid:pk>/<int:number>/", pictures.picture, name="picture"),
]
