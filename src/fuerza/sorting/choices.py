"""The words of sorting: what each head of the model looks for, as a page names it."""

from django.utils.translation import gettext_lazy as _

HEADS = {
    "sexism": _("sexist hate"),
    "threat": _("threats"),
    "sexual": _("sexual harassment"),
    "insult": _("insults"),
    "hate": _("hate against groups"),
    "doxxing": _("private information"),
    "silencing": _("orders to be silent"),
}
LANGUAGES = {
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "ar": _("Arabic"),
    "hi": _("Hindi"),
    "hi-Latn": _("Hindi in Latin letters"),
}
