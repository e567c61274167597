"""The columns of the comment table and of its anchors. Names and order are a contract (`docs/formats.md`).

An absent value is NULL whatever the column, so that every format shows it as nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from common.formulas import FORMULA_STARTS
from digests.enums import Audience

NO_LIST = "'[]'"
FORMULAS = ", ".join(str(ord(sign)) for sign in sorted(FORMULA_STARTS))


class CellType(Enum):
    TEXT = "text"
    NUMBER = "number"
    TIME = "time"
    BOOLEAN = "boolean"
    LIST = "list"


ABSENT = "NULL"


@dataclass(frozen=True)
class Column:
    """`sql` reads the aliases of `digests.tables.rows`. A `withheld` column is empty on the public line of a comment
    that is not published: it holds what was said, or tells who said it."""

    name: str
    sql: str = ABSENT
    type: CellType = CellType.TEXT
    withheld: bool = False

    @property
    def value(self) -> str:
        """The SQL of the cell as a value of its type."""
        return f"NULLIF({self.sql}, '')" if self.type is CellType.TEXT else self.sql

    def shown_to(self, audience: Audience) -> str:
        """Of the public line of a comment that is not published, nothing where the column is withheld."""
        if audience is Audience.STAFF or not self.withheld:
            return self.value
        nothing = NO_LIST if self.type is CellType.LIST else "NULL"
        return f"CASE WHEN c.status = 'published' THEN {self.value} ELSE {nothing} END"

    def in_csv(self, audience: Audience = Audience.STAFF) -> str:
        """A cell of a CSV file: text that a spreadsheet would run as a formula has one ' in front."""
        shown = self.shown_to(audience)
        if self.type is CellType.TEXT and self.sql != ABSENT:
            return f"CASE WHEN ascii({shown}) IN ({FORMULAS}) THEN chr(39) || {shown} ELSE {shown} END"
        return f"({shown})::text" if self.type is CellType.BOOLEAN else shown


def instant(sql: str) -> str:
    """ISO 8601 in UTC with `Z`, to the second."""
    return f"""to_char({sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""


def select_list(columns: Iterable[Column], audience: Audience = Audience.STAFF) -> str:
    return ",\n".join(f'{column.shown_to(audience)} AS "{column.name}"' for column in columns)


def csv_list(columns: Iterable[Column], audience: Audience = Audience.STAFF) -> str:
    return ",\n".join(column.in_csv(audience) for column in columns)


NUMBER, TIME, BOOLEAN, LIST = CellType.NUMBER, CellType.TIME, CellType.BOOLEAN, CellType.LIST
LATEST_ANSWER = "answers.list -> -1"
SHOWS_ORGANISATION = "c.attribution IN ('name', 'organisation')"
COMMENT_COLUMNS = (
    Column("comment_id", "c.reference"),
    Column("url", "replace(%(comment_url)s, %(url_reference)s, c.reference)"),
    Column("consultation", "n.slug"),
    Column("round", "o.number", NUMBER),
    Column("draft", "d.label"),
    Column("provision_eid", "p.eid"),
    Column("provision_number", "t.number"),
    Column("provision_heading", "t.heading"),
    Column("provision_text", "t.text"),
    Column("anchor_type", "a.type"),
    Column("quote", "a.quote"),
    Column("parent_id", "above.reference"),
    Column("thread_id", "first.reference"),
    Column("depth", "c.depth", NUMBER),
    Column("posted_at", instant("c.posted_at"), TIME),
    Column("edited_at", instant("c.edited_at"), TIME),
    Column("author_name", "CASE WHEN c.attribution = 'name' THEN c.author_name END", withheld=True),
    Column("organisation", f"CASE WHEN {SHOWS_ORGANISATION} THEN c.organisation_name END", withheld=True),
    Column("stakeholder_group", "g.slug"),
    Column("country", "c.country"),
    Column("region", "region_of.name"),
    Column("subregion", "subregion_of.name"),
    Column("language", "c.language", withheld=True),
    Column("channel", "c.channel"),
    Column("kind", "c.kind"),
    Column("position", "c.position", withheld=True),
    Column("body", "v.body", withheld=True),
    Column("proposed_wording", "v.proposed_wording", withheld=True),
    Column("agree_count", "c.agree_count", NUMBER),
    Column("disagree_count", "c.disagree_count", NUMBER),
    Column("reply_count", "c.reply_count", NUMBER),
    Column("attachment_urls", "files.urls", withheld=True),
    Column("status", "c.status"),
    Column("moderation_reason", "c.moderation_reason"),
    Column("themes"),
    Column("copies_cluster"),
    Column("disposition", f"{LATEST_ANSWER} ->> 'disposition'", withheld=True),
    Column("response", f"{LATEST_ANSWER} ->> 'response'", withheld=True),
    Column("responded_at", f"{LATEST_ANSWER} ->> 'responded_at'", TIME, withheld=True),
    Column("received_at", instant("c.received_at"), TIME),
    Column("source_id", "c.source_id", withheld=True),
    Column("late", "c.late", BOOLEAN),
    Column("attribution", "c.attribution"),
    Column(
        "organisation_verified",
        f"CASE WHEN {SHOWS_ORGANISATION} THEN c.organisation_verified END",
        BOOLEAN,
        withheld=True,
    ),
    Column("carried_to_draft", "carried.draft"),
    Column("carried_to_eid", "carried.eid"),
    Column("carry_state", "carried.state"),
    Column("moderation_note", "c.moderation_note"),
    Column("groupings", "groupings_of.codes"),
)

# Only in JSON, after the columns: text that is JSON already.
LISTS = (
    Column("anchors", f"COALESCE(places.list::text, {NO_LIST})", LIST),
    Column("responses", f"COALESCE(answers.list::text, {NO_LIST})", LIST, withheld=True),
)


def longer(sql: str) -> str:
    """A list of which the row shows one alone, as text; NULL for one that it shows whole."""
    return f"CASE WHEN json_array_length({sql}) > 1 THEN {sql}::text END"


# For `contents.jsonl`: the revision's number, and a hash of those public lists that are longer than the row shows.
LONGER = f"{longer('places.list')}, CASE WHEN c.status = 'published' THEN {longer('answers.list')} END"
HASHED = f"encode(sha256(convert_to(concat_ws(chr(10), {LONGER}), 'UTF8')), 'hex')"
REVISION = Column("revision", "v.number", NUMBER)
LISTS_SHA256 = Column("lists_sha256", f"CASE WHEN num_nonnulls({LONGER}) > 0 THEN {HASHED} END")

# What the SELECT of comments gives.
FIELDS = (*COMMENT_COLUMNS, *LISTS, REVISION, LISTS_SHA256)

ANCHOR_COLUMNS = (
    Column("comment_id", "c.reference"),
    Column("provision_eid", "p.eid"),
    Column("anchor_type", "a.type"),
    Column("quote", "a.quote"),
    Column("start", "a.start", NUMBER),
    Column("end", 'a."end"', NUMBER),
)
