"""The database writes an event's transaction and leaf itself, and lets nobody change or remove what is in the trail."""

from django.db import migrations

LAWS = """
ALTER TABLE trail_event
    ADD COLUMN txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    ADD COLUMN leaf bytea NOT NULL DEFAULT ''::bytea;
CREATE INDEX event_of_a_transaction ON trail_event (txid, id);

CREATE FUNCTION seal_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.txid := pg_current_xact_id();
    NEW.leaf := sha256('\\x00'::bytea || convert_to(jsonb_build_array(
        NEW.id, to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        NEW.act, NEW.subject, NEW.case_key, NEW.actor, NEW.details)::text, 'UTF8'));
    RETURN NEW;
END $$;
CREATE TRIGGER words_are_hashed BEFORE INSERT ON trail_event FOR EACH ROW EXECUTE FUNCTION seal_words();
"""

APPEND_ONLY = """
REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM verifier_app;
CREATE TRIGGER rows_stay BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER table_stays BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
TABLES = ("trail_event", "trail_seal", "trail_leaf")


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_events_and_seals")]
    operations = [
        migrations.RunSQL(LAWS, migrations.RunSQL.noop),
        *(migrations.RunSQL(APPEND_ONLY.format(table=table), migrations.RunSQL.noop) for table in TABLES),
    ]
