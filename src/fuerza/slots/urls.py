"""Addresses of slots, beside those of the programme."""

from django.urls import path

from fuerza.slots.views import checking, tables, turns

app_name = "slots"
urlpatterns = [
    path("list/", checking.check_list, name="check_list"),
    path("list/away/", checking.forget_list, name="forget_list"),
    path("list/<slug:platform>/", checking.check, name="check"),
    path("<uuid:pk>/tables/", tables.my_tables, name="my_tables"),
    path("<uuid:pk>/sessions/<uuid:part>/turn/", turns.turn, name="turn"),
    path("<uuid:pk>/sessions/<uuid:part>/queue/", turns.queue, name="queue"),
    path("<uuid:pk>/sessions/<uuid:part>/queue/names/", turns.names, name="names"),
    path("<uuid:pk>/sessions/<uuid:part>/tables/", tables.tables, name="tables"),
    path("<uuid:pk>/sessions/<uuid:part>/tables/all/", tables.make_tables, name="make_tables"),
    path(
        "<uuid:pk>/sessions/<uuid:part>/tables/<uuid:table>/away/",
        tables.take_away,
        name="take_table_away",
    ),
]
