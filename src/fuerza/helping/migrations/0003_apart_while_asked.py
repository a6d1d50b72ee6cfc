"""An adviser's "I can't" holds for one asking: what is left of askings that are over goes."""

from django.db import migrations


def let_go(apps, _schema_editor):
    asked = apps.get_model("helping", "Asking").objects.filter(closed_at=None).values("person")
    apart = apps.get_model("helping", "Apart").objects
    apart.filter(is_hers=False).exclude(person__in=asked).delete()


class Migration(migrations.Migration):
    dependencies = [("helping", "0002_advisers")]

    operations = [migrations.RunPython(let_go, migrations.RunPython.noop)]
