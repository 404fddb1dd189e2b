"""Review, decision and issue belong to those appointed to them; what was submitted, said and issued stays as it was."""

from django.db import migrations

# Who reviews, decides or issues must be serving in that role. That the same person is not on the team is the law of
# projects_appointment (constraint nobody_serves_on_two_sides), so the two together keep the team out.
JUDGES = """
CREATE FUNCTION the_appointed_judge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM projects_appointment a JOIN reports_report r ON r.engagement_id = a.engagement_id
        WHERE r.id = NEW.report_id AND a.role = TG_ARGV[0] AND a.accepted_at IS NOT NULL AND a.ended_at IS NULL
            AND a.person_id = (to_jsonb(NEW) ->> TG_ARGV[1])::uuid
    ) THEN
        RAISE EXCEPTION '% is the %''s alone', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER the_reviewer_reviews BEFORE INSERT ON reports_review
    FOR EACH ROW EXECUTE FUNCTION the_appointed_judge('reviewer', 'by_id');
CREATE TRIGGER the_certifier_decides BEFORE INSERT ON reports_decision
    FOR EACH ROW EXECUTE FUNCTION the_appointed_judge('certifier', 'by_id');
CREATE TRIGGER the_certifier_issues BEFORE INSERT ON reports_statement
    FOR EACH ROW EXECUTE FUNCTION the_appointed_judge('certifier', 'approved_by_id');
"""

APPEND_ONLY = """
REVOKE UPDATE, DELETE ON {table} FROM verifier_app;
CREATE TRIGGER rows_stay BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
TABLES = ("reports_check", "reports_review", "reports_decision", "reports_document")

STAYS = """
REVOKE DELETE ON reports_report, reports_statement FROM verifier_app;
CREATE TRIGGER rows_are_kept BEFORE DELETE ON reports_report FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rows_are_kept BEFORE DELETE ON reports_statement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_was_submitted_stays BEFORE UPDATE ON reports_report FOR EACH ROW
    WHEN (OLD.stage <> 'draft') EXECUTE FUNCTION only_these_change('stage');
CREATE TRIGGER what_was_issued_stays BEFORE UPDATE ON reports_statement FOR EACH ROW
    EXECUTE FUNCTION only_these_change('stage', 'published_at', 'withdrawn_at', 'withdrawn_because', 'trouble');
CREATE TRIGGER set_once BEFORE UPDATE ON reports_statement FOR EACH ROW
    EXECUTE FUNCTION what_is_set_stays('published_at', 'withdrawn_at');
"""


FOR_GOOD = """
CREATE TRIGGER never_a_draft_again BEFORE UPDATE ON reports_report FOR EACH ROW
    WHEN (OLD.stage <> 'draft' AND NEW.stage = 'draft') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER its_reason_stays BEFORE UPDATE ON reports_statement FOR EACH ROW
    WHEN (OLD.withdrawn_because <> '' AND NEW.withdrawn_because <> OLD.withdrawn_because)
    EXECUTE FUNCTION refuse_change();

CREATE FUNCTION the_next_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.serial <> 1 + coalesce(
        (SELECT max(serial) FROM reports_statement WHERE scheme_code = NEW.scheme_code), 0
    ) THEN
        RAISE EXCEPTION 'the numbers of a scheme have no gap' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER numbers_have_no_gap BEFORE INSERT ON reports_statement FOR EACH ROW EXECUTE FUNCTION the_next_number();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_the_word"), ("projects", "0002_laws")]
    operations = [
        migrations.RunSQL(JUDGES, migrations.RunSQL.noop),
        *(migrations.RunSQL(APPEND_ONLY.format(table=table), migrations.RunSQL.noop) for table in TABLES),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
        migrations.RunSQL(FOR_GOOD, migrations.RunSQL.noop),
    ]
