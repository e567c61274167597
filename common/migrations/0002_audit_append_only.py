from django.db import migrations, models
import django.core.serializers.json

# A test database is emptied between tests by TRUNCATE. It is allowed where the setting `comity.allow_truncate` is "on",
# which only the tests set, for their own database. UPDATE and DELETE have no such door.
CREATE = """
CREATE FUNCTION common_auditentry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('comity.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'audit entries are append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON common_auditentry
    FOR EACH ROW EXECUTE FUNCTION common_auditentry_is_append_only();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON common_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION common_auditentry_is_append_only();
"""
DROP = """
DROP TRIGGER append_only_table ON common_auditentry;
DROP TRIGGER append_only_rows ON common_auditentry;
DROP FUNCTION common_auditentry_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]

    operations = [
        migrations.AlterField(
            "auditentry", "before", models.JSONField(null=True, encoder=django.core.serializers.json.DjangoJSONEncoder)
        ),
        migrations.AlterField(
            "auditentry", "after", models.JSONField(null=True, encoder=django.core.serializers.json.DjangoJSONEncoder)
        ),
        migrations.RunSQL(CREATE, DROP),
    ]
