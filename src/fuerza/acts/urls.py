"""Addresses of acts, under those of connections (fuerza.urls): neutral, with nothing in them but opaque ids."""

from django.urls import path

from fuerza.acts.views import by_hand, lists, plans

urlpatterns = [
    path("p/<uuid:pk>/", plans.review, name="review"),
    path("p/<uuid:pk>/run/", plans.run, name="run"),
    path("p/<uuid:pk>/stop/", plans.stop, name="stop"),
    path("p/<uuid:pk>/undo/", plans.undo, name="undo"),
    path("a/<uuid:pk>/", plans.change, name="change"),
    path("h/<uuid:pk>/", by_hand.done_by_hand, name="done_by_hand"),
    path("h/<uuid:pk>/do/", by_hand.by_hand, name="by_hand"),
    path("b/", lists.lists, name="lists"),
    path("s/", lists.gather, name="gather"),
    path("s/<uuid:pk>/", lists.silenced, name="silenced"),
    path("s/<uuid:pk>/file/", lists.take_along, name="take_along"),
]
