"""Addresses of connections: neutral, with nothing in them but opaque ids."""

from django.urls import path

from fuerza.connections.views import linking, lists, plans, signing_in

app_name = "connections"
urlpatterns = [
    path("", linking.show, name="show"),
    path("new/", signing_in.choose, name="choose"),
    path("new/<slug:code>/", signing_in.link, name="link"),
    path("new/<slug:code>/p/", signing_in.by_password, name="by_password"),
    path("to/<uuid:pk>/", signing_in.go, name="go"),
    path("back/", signing_in.come_back, name="return"),
    path("here/", signing_in.hand_on, name="hand_on"),
    path("client.json", signing_in.client, name="client"),
    path("<uuid:pk>/", linking.open_one, name="open"),
    path("<uuid:pk>/again/", signing_in.again, name="again"),
    path("<uuid:pk>/more/", signing_in.let_act, name="let_act"),
    path("<uuid:pk>/pause/", linking.pause, name="pause"),
    path("<uuid:pk>/on/", linking.read_on, name="read_on"),
    path("<uuid:pk>/end/", linking.end, name="end"),
    path("p/<uuid:pk>/", plans.review, name="review"),
    path("p/<uuid:pk>/run/", plans.run, name="run"),
    path("p/<uuid:pk>/stop/", plans.stop, name="stop"),
    path("p/<uuid:pk>/undo/", plans.undo, name="undo"),
    path("a/<uuid:pk>/", plans.change, name="change"),
    path("h/<uuid:pk>/", plans.done_by_hand, name="done_by_hand"),
    path("b/", lists.lists, name="lists"),
    path("s/", lists.gather, name="gather"),
    path("s/<uuid:pk>/", lists.silenced, name="silenced"),
    path("s/<uuid:pk>/file/", lists.take_along, name="take_along"),
]
