"""Addresses of site."""

from django.urls import path

from fuerza.site import views

app_name = "site"
urlpatterns = [
    path("", views.today, name="today"),
    path("x/", views.leave, name="leave"),
    path("clouds/", views.away, name="away"),
    path("a/", views.look, name="look"),
    path("a/l/", views.language, name="language"),
    path("w/", views.see_who, name="see_who"),
    path("o/", views.before_you_start, name="before_you_start"),
    path("o/more/", views.care, name="care"),
    path("r/copy/", views.export, name="export"),
    path("r/end/", views.erase, name="erase"),
    path("app.webmanifest", views.manifest, name="manifest"),
    path("notes.webmanifest", views.manifest, {"is_discreet": True}, name="plain_manifest"),
    path("design/", views.design, name="design"),
]
