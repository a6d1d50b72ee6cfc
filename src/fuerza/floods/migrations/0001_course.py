"""Keeps how each group went."""

import django.db.models.deletion
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
    ]
