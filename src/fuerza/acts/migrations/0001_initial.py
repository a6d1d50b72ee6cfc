"""Takes over the tables of plans, acts and lists from connections: in the state alone, so that no row is touched."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    run_before = [
        ('connections', '0006_plans_leave'),
    ]

    dependencies = [
        ('connections', '0005_plans_shown'),
        ('vault', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='BlockList',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ('sealed_name', models.BinaryField(default=b'')),
                        ('rows', models.PositiveIntegerField(default=0)),
                        ('passed_over', models.JSONField(default=dict)),
                        ('problems', models.JSONField(default=list)),
                        ('problem_count', models.PositiveIntegerField(default=0)),
                        ('made_at', models.DateTimeField()),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='block_lists', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'db_table': 'connections_blocklist',
                    },
                ),
                migrations.CreateModel(
                    name='Gathering',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('mute', 'mute'), ('mute_thread', 'mute a thread'), ('mute_list', 'mute everybody on a list'), ('block', 'block'), ('block_list', 'block everybody on a list'), ('block_domain', 'block a whole server'), ('make_list', 'make a list'), ('list', 'put on a list'), ('filter', 'hide words'), ('reply_gate', 'limit who may answer'), ('quote_gate', 'limit who may quote'), ('hide_reply', 'hide an answer'), ('policy', 'hold back notifications'), ('report', 'report')], max_length=14)),
                        ('cursor', models.TextField(default='')),
                        ('number', models.PositiveIntegerField(default=0)),
                        ('sealed', models.BinaryField(default=b'')),
                        ('made_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gatherings', to='connections.connection')),
                    ],
                    options={
                        'db_table': 'connections_gathering',
                    },
                ),
                migrations.CreateModel(
                    name='Plan',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('mute', 'mute'), ('mute_thread', 'mute a thread'), ('mute_list', 'mute everybody on a list'), ('block', 'block'), ('block_list', 'block everybody on a list'), ('block_domain', 'block a whole server'), ('make_list', 'make a list'), ('list', 'put on a list'), ('filter', 'hide words'), ('reply_gate', 'limit who may answer'), ('quote_gate', 'limit who may quote'), ('hide_reply', 'hide an answer'), ('policy', 'hold back notifications'), ('report', 'report')], max_length=14)),
                        ('cause', models.CharField(choices=[('decision', 'a decision on your desk'), ('list', 'a list you brought'), ('rule', 'a rule of yours')], default='decision', max_length=10)),
                        ('is_urgent', models.BooleanField(default=True)),
                        ('made_at', models.DateTimeField()),
                        ('begun_at', models.DateTimeField(null=True)),
                        ('stopped_at', models.DateTimeField(null=True)),
                        ('taken_back_at', models.DateTimeField(null=True)),
                        ('block_list', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, to='acts.blocklist')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'db_table': 'connections_plan',
                    },
                ),
                migrations.CreateModel(
                    name='Effort',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('minute', models.DateTimeField()),
                        ('points', models.PositiveIntegerField()),
                        ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='efforts', to='connections.connection')),
                    ],
                    options={
                        'db_table': 'connections_effort',
                        'constraints': [models.UniqueConstraint(fields=('connection', 'minute'), name='connections_one_effort_a_minute')],
                    },
                ),
                migrations.CreateModel(
                    name='Action',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ('place', models.PositiveIntegerField(default=0)),
                        ('kind', models.CharField(choices=[('mute', 'mute'), ('mute_thread', 'mute a thread'), ('mute_list', 'mute everybody on a list'), ('block', 'block'), ('block_list', 'block everybody on a list'), ('block_domain', 'block a whole server'), ('make_list', 'make a list'), ('list', 'put on a list'), ('filter', 'hide words'), ('reply_gate', 'limit who may answer'), ('quote_gate', 'limit who may quote'), ('hide_reply', 'hide an answer'), ('policy', 'hold back notifications'), ('report', 'report')], max_length=14)),
                        ('author_key', models.BinaryField(max_length=32)),
                        ('handle_key', models.BinaryField(default=b'', max_length=16)),
                        ('sealed_target', models.BinaryField(default=b'')),
                        ('state', models.CharField(choices=[('planned', 'planned'), ('running', 'running'), ('done', 'done'), ('unsure', 'unsure'), ('failed', 'failed'), ('undone', 'undone'), ('stopped', 'stopped'), ('by_hand', 'to do by hand'), ('stands', 'so already'), ('left_out', 'left out')], default='planned', max_length=10)),
                        ('left_out_because', models.CharField(choices=[('followed', 'you follow this account'), ('by_her', 'you left it out')], default='', max_length=10)),
                        ('failed_because', models.CharField(choices=[('ended', 'the connection has ended'), ('not_possible', "this platform can't do it"), ('untold', 'the platform does not tell whether it was done'), ('gone', 'it is not there any more'), ('not_allowed', 'the platform does not allow it'), ('not_here', "this server can't do it"), ('invalid', 'the platform did not take it as it was asked'), ('not_sent', 'the platform shows that it never arrived')], default='', max_length=14)),
                        ('is_despite', models.BooleanField(default=False)),
                        ('stood_before', models.BooleanField(default=False)),
                        ('looked_at', models.DateTimeField(null=True)),
                        ('without_exhibit_because', models.CharField(choices=[('slow', 'keeping took longer than ten seconds'), ('not_allowed', 'it must not be kept'), ('disk_full', 'the disk is full')], default='', max_length=12)),
                        ('sealed_undo', models.BinaryField(default=b'')),
                        ('is_undoing', models.BooleanField(default=False)),
                        ('until', models.DateTimeField(null=True)),
                        ('sealed_ref', models.BinaryField(default=b'')),
                        ('answer', models.CharField(choices=[('open', 'the platform has it and has not answered'), ('answered', 'the platform has answered'), ('closed', 'the platform has closed it')], default='', max_length=10)),
                        ('tried_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('connection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actions', to='connections.connection')),
                        ('exhibits', models.ManyToManyField(related_name='actions', to='vault.exhibit')),
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='acts.plan')),
                    ],
                    options={
                        'db_table': 'connections_action',
                        'indexes': [models.Index(fields=['plan', 'state', 'place'], name='connections_next_act'), models.Index(fields=['connection', 'kind', 'author_key'], name='connections_by_author'), models.Index(fields=['connection', 'kind', 'handle_key'], name='connections_by_handle'), models.Index(condition=models.Q(('until__isnull', False)), fields=['until'], name='connections_ends')],
                    },
                ),
            ],
        ),
    ]
