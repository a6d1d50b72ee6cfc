"""Notes which content keys seal pages of mentions: no other key of hers is handed to a helper of the desk."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def note(apps, _schema_editor):
    Mention, PageKey = (apps.get_model("desk", name) for name in ("Mention", "PageKey"))
    known = Mention.objects.order_by().values_list("content_key_id", "person_id").distinct()
    rows = (PageKey(id=key, person_id=person) for key, person in known.iterator())
    PageKey.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0007_hidden_by_rules'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PageKey',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_keys', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
