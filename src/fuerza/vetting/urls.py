"""Addresses of vetting, beside those of the programme."""

from django.urls import path

from fuerza.vetting.views import asking, reading, vouching

app_name = "vetting"
urlpatterns = [
    path("ask/<str:token>/", asking.mine, name="mine"),
    path("ask/known/<str:token>/", vouching.vouch, name="vouch"),
    path("<uuid:pk>/ask/", asking.ask, name="ask"),
    path("<uuid:pk>/asked/", reading.asked, name="asked"),
    path("<uuid:pk>/asked/how/", reading.opening, name="opening"),
    path("<uuid:pk>/asked/<uuid:application>/", reading.one, name="one"),
]
