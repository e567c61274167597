"""The fields of the comment table that an import may fill. Names are those of the digest's columns; `author_id` is the
source's own id of a person, never shown: it tells that two comments are of one contributor."""

BODY = "body"
SOURCE_ID = "source_id"
PARENT_ID = "parent_id"
POSTED_AT = "posted_at"

FIELDS = (
    SOURCE_ID, PARENT_ID, BODY, "proposed_wording", "kind", "position", POSTED_AT, "author_name", "author_id",
    "organisation", "stakeholder_group", "country", "language", "channel", "provision_eid", "provision_number",
    "attribution", "agree_count", "disagree_count",
)  # fmt: skip
PROSE = frozenset({BODY, "proposed_wording"})
"""Several columns of these are put together as paragraphs; of all others with a space between."""

TRANSLATED = (
    "kind", "position", "stakeholder_group", "country", "language", "channel", "provision_eid", "provision_number",
    "attribution",
)  # fmt: skip
"""The fields whose values may differ between the source and Comity."""

FOLLOWS = {
    "region": "country",
    "subregion": "country",
    "comment_id": SOURCE_ID,
    "thread_id": PARENT_ID,
    "depth": PARENT_ID,
    "late": POSTED_AT,
}
"""Columns of the comment table that cannot be mapped, and the field that they follow from."""
