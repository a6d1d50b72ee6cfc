"""The vault's words: `{% load vault %}`."""

from django import template
from django.utils.translation import gettext as _

from fuerza.vault.choices import Method
from safeguard.platforms.names import NAMES

register = template.Library()


@register.filter
def platform_name(platform: str) -> str:
    """Name a platform the way it names itself; what was seen or came in a file may name none."""
    if platform in {Method.SEEN, Method.FILE}:
        return _("platform unknown")
    return NAMES.get(platform, platform)
