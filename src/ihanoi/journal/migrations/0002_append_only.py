"""History only grows: the database itself refuses to change or remove a line or a seal.

One change is let through, since the law asks for it: personal data may be erased from a line. Then `data` becomes exactly
{"erased":true}, salt and name go, and everything else, the digest included, stays as it was.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION journal_allow_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    expected journal_entry := OLD;
BEGIN
    expected.data := '{"erased":true}';
    expected.salt := '';
    expected.actor_name := '';
    IF NEW::text IS DISTINCT FROM expected::text THEN
        RAISE EXCEPTION 'the history is append-only: a line can only be erased' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER journal_entry_erase_only BEFORE UPDATE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_allow_erasure();
CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_seal_no_change BEFORE UPDATE OR DELETE ON journal_seal
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_seal_no_truncate BEFORE TRUNCATE ON journal_seal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();

-- A restore or a replica must not switch the walls off by session_replication_role.
ALTER TABLE journal_entry ENABLE ALWAYS TRIGGER journal_entry_erase_only;
ALTER TABLE journal_entry ENABLE ALWAYS TRIGGER journal_entry_no_delete;
ALTER TABLE journal_entry ENABLE ALWAYS TRIGGER journal_entry_no_truncate;
ALTER TABLE journal_seal ENABLE ALWAYS TRIGGER journal_seal_no_change;
ALTER TABLE journal_seal ENABLE ALWAYS TRIGGER journal_seal_no_truncate;
"""

BACKWARD = """
DROP TRIGGER journal_seal_no_truncate ON journal_seal;
DROP TRIGGER journal_seal_no_change ON journal_seal;
DROP TRIGGER journal_entry_no_truncate ON journal_entry;
DROP TRIGGER journal_entry_no_delete ON journal_entry;
DROP TRIGGER journal_entry_erase_only ON journal_entry;
DROP FUNCTION journal_allow_erasure();
DROP FUNCTION journal_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_first")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
