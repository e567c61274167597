import re

from digests.tables.columns import ANCHOR_COLUMNS, COMMENT_COLUMNS

# Copied from the contract in docs/formats.md.
CONTRACT = """
comment_id, url, consultation, round, draft, provision_eid, provision_number, provision_heading, provision_text,
anchor_type, quote, parent_id, thread_id, depth, posted_at, edited_at, author_name, organisation, stakeholder_group,
country, region, subregion, language, channel, kind, position, body, proposed_wording, agree_count, disagree_count,
reply_count, attachment_urls, status, moderation_reason, themes, copies_cluster, disposition, response, responded_at,
received_at, source_id, late, attribution, organisation_verified, carried_to_draft, carried_to_eid, carry_state,
moderation_note, groupings
"""


def test_the_comment_table_has_the_columns_of_the_contract_in_its_order():
    assert [column.name for column in COMMENT_COLUMNS] == re.findall(r"\w+", CONTRACT)


def test_the_anchor_table_has_the_columns_of_the_contract_in_its_order():
    assert [column.name for column in ANCHOR_COLUMNS] == [
        "comment_id", "provision_eid", "anchor_type", "quote", "start", "end",
    ]  # fmt: skip


def test_what_names_somebody_or_repeats_them_is_withheld():
    assert {column.name for column in COMMENT_COLUMNS if column.withheld} == {
        "author_name", "organisation", "organisation_verified", "language", "position", "body", "proposed_wording",
        "disposition", "response", "responded_at", "source_id", "attachment_urls",
    }  # fmt: skip
