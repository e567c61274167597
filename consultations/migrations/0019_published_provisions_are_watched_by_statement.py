"""Provisions and texts of a published draft stay as they are: looked at once a statement and no longer once a row, as
one statement may give all provisions of an unpublished draft their order anew."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION consultations_refuse_provisions_of_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    draft bigint;
BEGIN
    IF TG_TABLE_NAME = 'consultations_provision' THEN
        SELECT d.id INTO draft FROM consultations_draft d
         WHERE d.state = 'published' AND d.id IN (SELECT draft_id FROM touched) LIMIT 1;
        IF draft IS NULL AND TG_OP = 'UPDATE' THEN
            SELECT d.id INTO draft FROM consultations_draft d
             WHERE d.state = 'published' AND d.id IN (SELECT draft_id FROM made) LIMIT 1;
        END IF;
    ELSE
        SELECT d.id INTO draft FROM consultations_draft d
         WHERE d.state = 'published' AND d.id IN (
            SELECT p.draft_id FROM touched JOIN consultations_provision p ON p.id = touched.provision_id) LIMIT 1;
        IF draft IS NULL AND TG_OP = 'UPDATE' THEN
            SELECT d.id INTO draft FROM consultations_draft d
             WHERE d.state = 'published' AND d.id IN (
                SELECT p.draft_id FROM made JOIN consultations_provision p ON p.id = made.provision_id) LIMIT 1;
        END IF;
    END IF;
    IF draft IS NOT NULL THEN
        RAISE EXCEPTION 'Draft % is published and cannot change.', draft USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""
TABLES = {"provision": "consultations_provision", "text": "consultations_provisiontext"}
EVENTS = {
    "insert": "NEW TABLE AS touched",
    "update": "OLD TABLE AS touched NEW TABLE AS made",
    "delete": "OLD TABLE AS touched",
}


def triggers() -> str:
    by_row = [f"DROP TRIGGER published_{name}_stays ON {table};" for name, table in TABLES.items()]
    by_statement = [
        f"CREATE TRIGGER published_{name}_stays_on_{event} AFTER {event.upper()} ON {table} REFERENCING {rows}"
        " FOR EACH STATEMENT EXECUTE FUNCTION consultations_refuse_provisions_of_published();"
        for name, table in TABLES.items()
        for event, rows in EVENTS.items()
    ]
    return "\n".join([REFUSE, *by_row, *by_statement])


def back() -> str:
    by_statement = [
        f"DROP TRIGGER published_{name}_stays_on_{event} ON {table};"
        for name, table in TABLES.items()
        for event in EVENTS
    ]
    by_row = [
        f"CREATE TRIGGER published_{name}_stays BEFORE INSERT OR UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION consultations_refuse_change_of_published();"
        for name, table in TABLES.items()
    ]
    return "\n".join([*by_statement, *by_row, "DROP FUNCTION consultations_refuse_provisions_of_published();"])


class Migration(migrations.Migration):
    dependencies = [("consultations", "0018_drafts_are_edited_by_hand")]

    operations = [migrations.RunSQL(triggers(), back())]
