"""One person reads and another judges, once; nobody rewrites what was read, in which document, or what was said to it."""

from django.db import migrations

APPEND_ONLY = """
REVOKE UPDATE, DELETE ON confirmations_document FROM verifier_app;
CREATE TRIGGER rows_stay BEFORE UPDATE OR DELETE ON confirmations_document
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""

# The application may fill in the second person's columns and no other, and only while they are empty.
JUDGED_ONCE = """
REVOKE UPDATE, DELETE ON confirmations_confirmation FROM verifier_app;
GRANT UPDATE (countersigned_by_id, countersigned_at, refused_by_id, refused_at, reason)
    ON confirmations_confirmation TO verifier_app;
CREATE TRIGGER rows_are_kept BEFORE DELETE ON confirmations_confirmation
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_was_read_stays BEFORE UPDATE ON confirmations_confirmation
    FOR EACH ROW EXECUTE FUNCTION only_these_change(
        'countersigned_by_id', 'countersigned_at', 'refused_by_id', 'refused_at', 'reason');
CREATE TRIGGER what_was_judged_stays BEFORE UPDATE ON confirmations_confirmation
    FOR EACH ROW WHEN (OLD.countersigned_at IS NOT NULL OR OLD.refused_at IS NOT NULL)
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER nothing_is_judged_as_it_is_read BEFORE INSERT ON confirmations_confirmation
    FOR EACH ROW WHEN (NEW.countersigned_at IS NOT NULL OR NEW.refused_at IS NOT NULL)
    EXECUTE FUNCTION refuse_change();
"""

SECOND = """
CREATE FUNCTION the_second_person_may() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM people_office
        WHERE person_id = coalesce(NEW.countersigned_by_id, NEW.refused_by_id)
            AND role IN ('reviewer', 'certifier') AND until IS NULL
    ) THEN
        RAISE EXCEPTION 'a figure is judged by a reviewer or certifier' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER who_judges_may BEFORE UPDATE ON confirmations_confirmation
    FOR EACH ROW EXECUTE FUNCTION the_second_person_may();
"""


class Migration(migrations.Migration):
    dependencies = [("confirmations", "0001_confirmations")]
    operations = [migrations.RunSQL(law, migrations.RunSQL.noop) for law in (APPEND_ONLY, JUDGED_ONCE, SECOND)]
