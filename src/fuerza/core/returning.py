"""The way back to the page a form came from: a path of ours, or another page of ours. Never anywhere else."""

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str, *, field: str = "back") -> str:
    """Return the path that the form carried in `field`, or the address called `otherwise` when it is not ours."""
    path = request.POST.get(field, "")
    is_ours = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours else resolve_url(otherwise)
