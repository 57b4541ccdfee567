"""An authenticator app has a row once a code of it has come back: its day is the row's."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("identity", "0006_erasers_find_their_rows")]

    operations = [migrations.RemoveField("authenticator", "confirmed_at")]
