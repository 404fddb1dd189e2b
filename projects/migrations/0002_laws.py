"""What the code must not do by mistake and nobody by SQL: rewrite what was filed, received, said or who served."""

from django.db import migrations

APPEND_ONLY = """
REVOKE UPDATE, DELETE ON {table} FROM verifier_app;
CREATE TRIGGER rows_stay BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
KEPT = """
REVOKE DELETE ON {table} FROM verifier_app;
CREATE TRIGGER rows_are_kept BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
STAYS = """
CREATE TRIGGER the_rest_stays BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION only_these_change({columns});
"""
ONCE = """
CREATE TRIGGER set_once BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION what_is_set_stays({columns});
"""

NEVER_CHANGE = (
    "projects_correction",
    "projects_fieldwork",
    "projects_remark",
    "projects_requestremark",
    "projects_mark",
    "projects_reuse",
    "projects_shareddocument",
    "projects_pin",
    "projects_calibration",
    "projects_monthtotal",
    "projects_comparison",
    "projects_disposition",
    "projects_substitution",
)
MAY_CHANGE = {
    "projects_application": "'opened_at'",
    "projects_engagement": "'stage', 'version', 'particulars'",
    # `side` is generated from the role after the triggers have run.
    "projects_appointment": "'accepted_at', 'declined_at', 'ended_at', 'remark', 'side'",
    "projects_evidencerequest": "'stage', 'due_on'",
    "projects_evidence": (
        "'stage', 'media', 'examined_at', 'scan', 'refusal', 'digest', 'confirmed_at', 'looked_by_id', 'looked_at', "
        "'remark'"
    ),
    "projects_finding": "'stage', 'closed_at'",
    "projects_meter": "'flow', 'mappings'",
    "projects_signal": "'gone_in_id'",
}
SET_ONCE = {
    "projects_application": "'opened_at'",
    "projects_appointment": "'accepted_at', 'declined_at', 'ended_at'",
    "projects_evidence": "'examined_at', 'refusal', 'digest', 'confirmed_at', 'looked_by_id', 'looked_at'",
    "projects_series": "'confirmed_at', 'confirmed_by_id'",
    "projects_signal": "'gone_in_id'",
}
KEPT_TABLES = (*MAY_CHANGE, "projects_client", "projects_project", "projects_counter", "projects_series")


COUNTER = """
CREATE TRIGGER first_is_one BEFORE INSERT ON projects_counter FOR EACH ROW
    WHEN (NEW.last <> 1) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER one_by_one BEFORE UPDATE ON projects_counter FOR EACH ROW
    WHEN (NEW.name <> OLD.name OR NEW.last <> OLD.last + 1) EXECUTE FUNCTION refuse_change();
"""
EVIDENCE = """
CREATE TRIGGER what_is_settled_stays BEFORE UPDATE OF stage ON projects_evidence FOR EACH ROW
    WHEN (OLD.stage IN ('on_file', 'refused') OR (OLD.stage = 'held' AND NEW.stage = 'quarantined'))
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_was_examined_stays BEFORE UPDATE ON projects_evidence FOR EACH ROW
    WHEN (
        (NEW.media, NEW.scan, NEW.digest, NEW.confirmed_at)
            IS DISTINCT FROM (OLD.media, OLD.scan, OLD.digest, OLD.confirmed_at)
        AND (OLD.examined_at IS NOT NULL OR NEW.examined_at IS NULL)
    ) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_was_looked_at_stays BEFORE UPDATE ON projects_evidence FOR EACH ROW
    WHEN (
        (NEW.looked_by_id, NEW.looked_at, NEW.remark)
            IS DISTINCT FROM (OLD.looked_by_id, OLD.looked_at, OLD.remark)
        AND (OLD.stage <> 'held' OR OLD.looked_at IS NOT NULL OR NEW.looked_at IS NULL)
    ) EXECUTE FUNCTION refuse_change();
"""
SERIES = """
CREATE TRIGGER what_was_read_stays BEFORE UPDATE ON projects_series FOR EACH ROW
    WHEN (OLD.stage <> 'waiting')
    EXECUTE FUNCTION only_these_change('confirmed_at', 'confirmed_by_id', 'meter_id', 'flow', 'source');
CREATE TRIGGER what_was_read_is_confirmed_once BEFORE UPDATE ON projects_series FOR EACH ROW
    WHEN (OLD.stage <> 'waiting' AND (OLD.confirmed_at IS NOT NULL OR NEW.confirmed_at IS NULL))
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_waits_stays BEFORE UPDATE ON projects_series FOR EACH ROW
    WHEN (
        (NEW.evidence_id, NEW.replaces_id, NEW.asked_at, NEW.asked_by_id)
            IS DISTINCT FROM (OLD.evidence_id, OLD.replaces_id, OLD.asked_at, OLD.asked_by_id)
    ) EXECUTE FUNCTION refuse_change();

CREATE FUNCTION only_while_it_is_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM projects_series WHERE id = NEW.series_id AND stage = 'waiting') THEN
        RAISE EXCEPTION '% is written while its series is read', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER while_it_is_read BEFORE INSERT ON projects_monthtotal FOR EACH ROW
    EXECUTE FUNCTION only_while_it_is_read();
CREATE TRIGGER while_it_is_read BEFORE INSERT ON projects_signal FOR EACH ROW
    WHEN (NEW.found_in_id IS NULL) EXECUTE FUNCTION only_while_it_is_read();
"""


def _law(template: str, **values: str) -> migrations.RunSQL:
    return migrations.RunSQL(template.format(**values), migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_the_work")]
    operations = [
        *(_law(APPEND_ONLY, table=table) for table in NEVER_CHANGE),
        *(_law(KEPT, table=table) for table in KEPT_TABLES),
        *(_law(STAYS, table=table, columns=columns) for table, columns in MAY_CHANGE.items()),
        *(_law(ONCE, table=table, columns=columns) for table, columns in SET_ONCE.items()),
        migrations.RunSQL(COUNTER, migrations.RunSQL.noop),
        migrations.RunSQL(EVIDENCE, migrations.RunSQL.noop),
        migrations.RunSQL(SERIES, migrations.RunSQL.noop),
    ]
