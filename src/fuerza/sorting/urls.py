"""Addresses of rules and search: nothing in them but opaque ids."""

from django.urls import path

from fuerza.sorting.views import correcting, ruling, searching, viewing

app_name = "sorting"
urlpatterns = [
    path("", correcting.corrections, name="corrections"),
    path("put/", correcting.correct, name="correct"),
    path("put/<uuid:pk>/", correcting.put_back, name="put_back"),
    path("anew/", correcting.sort_anew, name="sort_anew"),
    path("own/", correcting.calibrate, name="calibrate"),
    path("r/", ruling.rules, name="rules"),
    path("r/new/", ruling.new_rule, name="new_rule"),
    path("r/<uuid:pk>/", ruling.rule, name="rule"),
    path("r/<uuid:pk>/all/", ruling.hidden, name="hidden_by"),
    path("h/", ruling.hidden, name="hidden"),
    path("f/", searching.find, name="find"),
    path("v/", viewing.lists, name="lists"),
    path("v/<uuid:pk>/", viewing.one_list, name="list"),
    path("v/<uuid:pk>/forget/", viewing.forget_list, name="forget_list"),
]
