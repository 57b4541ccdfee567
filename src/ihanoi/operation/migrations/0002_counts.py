from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('operation', '0001_turns'),
    ]

    operations = [
        migrations.CreateModel(
            name='Count',
            fields=[
                ('key', models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ('ends_at', models.DateTimeField()),
                ('count', models.PositiveIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['ends_at'], name='operation_counts_over')],
            },
        ),
        # Nothing is lost with it but some minutes of counting, and counting must cost nothing.
        migrations.RunSQL(
            "ALTER TABLE operation_count SET UNLOGGED", "ALTER TABLE operation_count SET LOGGED"
        ),
    ]
