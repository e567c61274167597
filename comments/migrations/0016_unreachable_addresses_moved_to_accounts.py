from django.db import migrations

MOVE = """
INSERT INTO {to}_unreachableaddress (address_digest, noted_by_id, noted_at)
SELECT address_digest, noted_by_id, noted_at FROM {of}_unreachableaddress
ON CONFLICT (address_digest) DO NOTHING
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_unreachable_addresses_for_all_invitations'),
        ('comments', '0015_positions_take_up_a_slot'),
    ]

    operations = [
        migrations.RunSQL(
            MOVE.format(of="comments", to="accounts"),
            reverse_sql=MOVE.format(of="accounts", to="comments"),
        ),
        migrations.DeleteModel(
            name='UnreachableAddress',
        ),
    ]
