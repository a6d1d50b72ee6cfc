"""Keeps how each group went, what may come to her door, and the places that she gave."""

import django.db.models.deletion
import fuerza.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('desk', '0005_what_a_flood_is_made_of'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Course',
            fields=[
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='course', serialize=False, to='desk.group')),
                ('steps', models.JSONField(default=list)),
                ('platforms', models.JSONField(default=dict)),
                ('languages', models.JSONField(default=dict)),
                ('hurtful', models.PositiveIntegerField(default=0)),
                ('ages_known', models.PositiveIntegerField(default=0)),
                ('quoted_by', models.PositiveIntegerField(default=0)),
                ('held_quoted_by', models.PositiveIntegerField(default=0)),
                ('usual_week', models.FloatField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Danger',
            fields=[
                ('id', models.UUIDField(default=fuerza.core.ids.uuid7, primary_key=True, serialize=False)),
                ('kinds', models.JSONField(default=list)),
                ('urgency', models.PositiveSmallIntegerField()),
                ('author_keys', models.JSONField(default=list)),
                ('mentions', models.PositiveIntegerField()),
                ('days', models.PositiveIntegerField()),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dangers', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-urgency', '-until'], name='floods_danger_first')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.UUIDField(default=fuerza.core.ids.uuid7, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('address', 'where I live or stay'), ('workplace', 'where I work'), ('route', 'where I often go')], max_length=10)),
                ('mark', models.BinaryField(max_length=16)),
                ('words', models.PositiveSmallIntegerField()),
                ('content_key_id', models.UUIDField()),
                ('sealed', models.BinaryField()),
                ('made_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'mark'), name='floods_place_once')],
            },
        ),
    ]
