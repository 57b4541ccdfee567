from django.db import migrations

import ihanoi.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0019_what_people_write_is_sealed_in_part"),
    ]

    operations = [
        migrations.AlterField(
            model_name="savedfilter",
            name="name",
            field=ihanoi.vault.fields.SpokenField(max_length=40),
        ),
    ]
