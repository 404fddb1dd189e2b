"""The application's role may use the tables and owns none of them. Must run before every other migration of ours."""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

RIGHTS = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'verifier_app') THEN
        CREATE ROLE verifier_app NOLOGIN;
    END IF;
END $$;
GRANT USAGE ON SCHEMA public TO verifier_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO verifier_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO verifier_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO verifier_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO verifier_app;
"""

# The laws of tables that may grow but not change, or change only in named columns. Used by the migrations of every app.
LAWS = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION only_these_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - TG_ARGV <> to_jsonb(OLD) - TG_ARGV THEN
        RAISE EXCEPTION 'in % only % may change', TG_TABLE_NAME, TG_ARGV USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION what_is_set_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY TG_ARGV LOOP
        IF to_jsonb(OLD) -> name <> 'null'::jsonb AND to_jsonb(NEW) -> name <> to_jsonb(OLD) -> name THEN
            RAISE EXCEPTION '%.% stays once it is set', TG_TABLE_NAME, name USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        BtreeGistExtension(),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.RunSQL(
            LAWS, "DROP FUNCTION refuse_change; DROP FUNCTION only_these_change; DROP FUNCTION what_is_set_stays;"
        ),
    ]
