"""The database itself refuses to change an entry of the audit trail, whoever asks."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON editors_auditentry
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END
"""
POSTGRESQL = """
CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit entries are never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON editors_auditentry
FOR EACH ROW EXECUTE FUNCTION audit_entries_stay()
"""


def guard(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL, params=None)


def unguard(apps, schema_editor):
    on = "" if schema_editor.connection.vendor == "sqlite" else " ON editors_auditentry"
    schema_editor.execute(f"DROP TRIGGER audit_entries_stay{on}", params=None)
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute("DROP FUNCTION audit_entries_stay()", params=None)


class Migration(migrations.Migration):
    dependencies = [("editors", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
