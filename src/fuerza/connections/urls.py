"""Addresses of connections: neutral, with nothing in them but opaque ids."""

from django.urls import path

from fuerza.connections.views import linking, signing_in

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
]
