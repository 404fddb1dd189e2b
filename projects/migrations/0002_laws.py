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
    "projects_remark",
    "projects_evidencerequest",
    "projects_yeartotal",
    "projects_signal",
)
MAY_CHANGE = {
    "projects_application": "'opened_at'",
    "projects_engagement": "'stage', 'version', 'particulars'",
    # `side` is generated from the role after the triggers have run.
    "projects_appointment": "'accepted_at', 'declined_at', 'ended_at', 'remark', 'side'",
    "projects_evidence": "'confirmed_at'",
    "projects_finding": "'stage', 'closed_at'",
}
SET_ONCE = {
    "projects_application": "'opened_at'",
    "projects_appointment": "'accepted_at', 'declined_at', 'ended_at'",
    "projects_evidence": "'confirmed_at'",
}
KEPT_TABLES = (*MAY_CHANGE, "projects_client", "projects_project", "projects_counter", "projects_series")


def _law(template: str, **values: str) -> migrations.RunSQL:
    return migrations.RunSQL(template.format(**values), migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_the_work")]
    operations = [
        *(_law(APPEND_ONLY, table=table) for table in NEVER_CHANGE),
        *(_law(KEPT, table=table) for table in KEPT_TABLES),
        *(_law(STAYS, table=table, columns=columns) for table, columns in MAY_CHANGE.items()),
        *(_law(ONCE, table=table, columns=columns) for table, columns in SET_ONCE.items()),
    ]
