"""The record of reads only grows, as history does: the database itself refuses to change or remove a row."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER journal_read_no_change BEFORE UPDATE OR DELETE ON journal_read
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_read_no_truncate BEFORE TRUNCATE ON journal_read
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
-- A restore or a replica must not switch the walls off by session_replication_role.
ALTER TABLE journal_read ENABLE ALWAYS TRIGGER journal_read_no_change;
ALTER TABLE journal_read ENABLE ALWAYS TRIGGER journal_read_no_truncate;
"""

BACKWARD = """
DROP TRIGGER journal_read_no_truncate ON journal_read;
DROP TRIGGER journal_read_no_change ON journal_read;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_reads_and_marked_seals")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
