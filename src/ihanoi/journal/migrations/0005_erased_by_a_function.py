"""Lines are emptied by a function that runs with its owner's rights: programs need no right to change history."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION journal_erase(about text, ids bigint[], writer bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    emptied integer;
BEGIN
    UPDATE journal_entry SET data = '{"erased":true}', salt = '', actor_name = ''
    WHERE subject = about AND subject_id = ANY(ids) AND actor_id = writer AND salt <> '';
    GET DIAGNOSTICS emptied = ROW_COUNT;
    RETURN emptied;
END $$;
REVOKE ALL ON FUNCTION journal_erase(text, bigint[], bigint) FROM PUBLIC;
"""

BACKWARD = "DROP FUNCTION journal_erase(text, bigint[], bigint);"


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_reads_only_grow")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
