"""Before anything is taken in where others have a desk, too: a lock of her own (misuse.md)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fuerza.vault import queries as vault

Given = ParamSpec("Given")


def after_own_lock(
    view: Callable[Concatenate[Any, Given], HttpResponse],
) -> Callable[Concatenate[Any, Given], HttpResponse]:
    """Lead to setting a lock first, where she must have one; else to the view."""

    @wraps(view)
    def locked_first(request: Any, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if vault.must_lock_first(request.user):
            messages.info(request, _("First a lock of your own: others have a desk here, too."))
            return redirect("vault:own_lock")
        return view(request, *args, **kwargs)

    return locked_first
