"""What changed in an edition or a session is counted, and when it last did, for calendars that follow it."""

from django.db import migrations, models
from django.utils import timezone


def _counted(model: str) -> list[migrations.AddField]:
    return [
        migrations.AddField(model, "sequence", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            model,
            "changed_at",
            models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
    ]


class Migration(migrations.Migration):
    dependencies = (("programme", "0001_initial"),)

    operations = (*_counted("edition"), *_counted("session"))
