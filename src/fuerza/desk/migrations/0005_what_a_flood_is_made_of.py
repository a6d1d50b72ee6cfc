"""Keeps beside a mention what a flood is told from: keyed hashes of posts, the age of accounts, signs."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('connections', '0006_plans_leave'),
        ('desk', '0004_plans_of_acts'),
        ('vault', '0005_holds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='mention',
            name='desk_in_group',
        ),
        migrations.RemoveIndex(
            model_name='mention',
            name='desk_in_pile_on',
        ),
        migrations.AddField(
            model_name='mention',
            name='about_key',
            field=models.BinaryField(default=b'', max_length=8),
        ),
        migrations.AddField(
            model_name='mention',
            name='is_new_account',
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name='mention',
            name='post_key',
            field=models.BinaryField(default=b'', max_length=8),
        ),
        migrations.AddField(
            model_name='mention',
            name='signs',
            field=models.CharField(default='', max_length=80),
        ),
        migrations.AddField(
            model_name='pileon',
            name='seen_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='pileon',
            name='new_account_share',
            field=models.FloatField(null=True),
        ),
        migrations.AddIndex(
            model_name='mention',
            index=models.Index(condition=models.Q(('group__isnull', False)), fields=['group', '-written_at', '-id'], name='desk_in_group'),
        ),
        migrations.AddIndex(
            model_name='mention',
            index=models.Index(condition=models.Q(('pile_on__isnull', False)), fields=['pile_on', '-written_at', '-id'], name='desk_in_pile_on'),
        ),
    ]
