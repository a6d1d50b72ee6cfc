"""Addresses of campaigns, beside those of the programme."""

from django.urls import path

from fuerza.campaigns.views import joining, organising, reading

app_name = "campaigns"
urlpatterns = [
    path("together/<uuid:part>/", joining.day, name="day"),
    path("campaigns/<uuid:campaign>/", reading.show, name="show"),
    path("campaigns/<uuid:campaign>/file/<uuid:part>/", reading.file, name="file"),
    path("campaigns/<uuid:campaign>/all/", organising.behind, name="behind"),
    path("campaigns/<uuid:campaign>/all/asset/", organising.add_asset, name="add_asset"),
    path("campaigns/<uuid:campaign>/all/count/", organising.add_count, name="add_count"),
    path("campaigns/<uuid:campaign>/all/day/", organising.open_day, name="open_day"),
    path("campaigns/<uuid:campaign>/all/day/<uuid:part>/end/", organising.end_day, name="end_day"),
    path(
        "campaigns/<uuid:campaign>/all/<slug:kind>/<uuid:part>/away/",
        organising.take_away,
        name="take_away",
    ),
]
