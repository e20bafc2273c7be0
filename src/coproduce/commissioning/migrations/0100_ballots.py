import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from coproduce.commissioning.migrations._without_rowid import CreateWithoutRowid


class Migration(migrations.Migration):

    dependencies = [
        ('accountability', '0002_append_only'),
        ('commissioning', '0002_needs_and_proposals'),
        ('initiatives', '0001_first'),
        ('places', '0002_wal'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateWithoutRowid(
            name='Idempotency',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('expires', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'being prepared'), ('open', 'open'), ('closed', 'closed')], default='draft', max_length=8)),
                ('rule', models.JSONField(default=dict)),
                ('budget', models.BigIntegerField(blank=True, null=True)),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('unit', models.PositiveIntegerField(default=100)),
                ('opens', models.DateTimeField(blank=True, null=True)),
                ('closes', models.DateTimeField(blank=True, null=True)),
                ('roll_size', models.PositiveIntegerField(blank=True, null=True)),
                ('manifest', models.JSONField(blank=True, default=dict)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('seed', models.CharField(blank=True, max_length=80)),
                ('seed_commitment', models.CharField(blank=True, max_length=64)),
                ('imported', models.BooleanField(default=False)),
                ('dropped', models.JSONField(blank=True, default=list)),
                ('answers', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.organisation')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accountability.decision')),
                ('step', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ballot', to='initiatives.step')),
            ],
        ),
        CreateWithoutRowid(
            name='CastBallot',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('body', models.JSONField()),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cast', to='commissioning.ballot')),
            ],
        ),
        migrations.CreateModel(
            name='RollEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_digest', models.CharField(blank=True, max_length=64, null=True)),
                ('side', models.CharField(choices=[('citizen', 'citizens'), ('professional', 'professionals'), ('elected', 'elected members')], default='citizen', max_length=12)),
                ('channel', models.CharField(choices=[('online', 'online, with an account'), ('code', 'with a voting code')], max_length=8)),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roll', to='commissioning.ballot')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roll_entries', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('ballot', 'person'), name='one_entry_per_person'),
                    models.UniqueConstraint(fields=('ballot', 'code_digest'), name='one_entry_per_code'),
                ],
            },
        ),
        CreateWithoutRowid(
            name='RollMark',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='commissioning.ballot')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='commissioning.rollentry')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('ballot', 'entry'), name='one_mark_per_voter'),
                ],
            },
        ),
        migrations.CreateModel(
            name='BallotOption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('title', models.JSONField(default=dict)),
                ('cost', models.BigIntegerField()),
                ('withdrawn', models.BooleanField(default=False)),
                ('origin_side', models.CharField(blank=True, choices=[('citizen', 'citizens'), ('professional', 'professionals'), ('elected', 'elected members')], max_length=12)),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='options', to='commissioning.ballot')),
                ('proposal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='options', to='commissioning.proposal')),
                ('thread', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ballot_options', to='accountability.thread')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('ballot', 'code'), name='one_option_per_code')],
            },
        ),
    ]
