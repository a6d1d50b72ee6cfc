"""Addresses of the vault: neutral, with nothing in them but opaque ids and small numbers."""

from django.urls import path

from fuerza.vault import views

app_name = "vault"
urlpatterns = [
    path("", views.show, name="show"),
    path("in/", views.unlock, name="unlock"),
    path("out/", views.lock, name="lock"),
    path("own/", views.own_lock, name="own_lock"),
    path("old/", views.take_up, name="take_up"),
    path("key/", views.key, name="key"),
    path("key/text/", views.key_file, name="key_file"),
    path("zip/", views.export, name="export"),
    path("<uuid:pk>/", views.open_exhibit, name="open"),
    path("<uuid:pk>/hold/", views.hold, name="hold"),
    path("<uuid:pk>/free/", views.release, name="release"),
    path("<uuid:pk>/end/", views.destroy, name="destroy"),
    path("<uuid:pk>/slip/", views.receipt, name="receipt"),
    path("<uuid:pk>/slip/text/", views.receipt_file, name="receipt_file"),
    path("<uuid:pk>/<int:number>/", views.picture, name="picture"),
]
