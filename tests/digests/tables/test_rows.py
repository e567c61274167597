"""The comment table cell by cell, as it stands in the files."""

import hashlib
import json
import re

from django.conf import settings
from django.urls import reverse

from comments.enums import AnchorType, Attribution
from comments.models import Anchor, Attachment, Comment
from common.models import StoredFile
from digests.enums import Audience, Format
from tests.digests.corpus import entry, insert


def row(rows, comment):
    (found,) = [it for it in rows if it["comment_id"] == comment.reference]
    return found


def test_a_named_comment_cell_by_cell(corpus, write, rows_of):
    comment = corpus.named

    found = row(rows_of(write(corpus.selection(), Format.CSV)), comment)

    assert found == {
        "comment_id": comment.reference,
        "url": f"{settings.BASE_URL}/comments/{comment.reference}/",
        "consultation": "cybercrime",
        "round": "1",
        "draft": "Draft 1",
        "provision_eid": "art_2",
        "provision_number": "Article 2",
        "provision_heading": "Heading 2",
        "provision_text": "Each Party shall do the 2th thing.",
        "anchor_type": "provision",
        "quote": "",
        "parent_id": "",
        "thread_id": comment.reference,
        "depth": "0",
        "posted_at": "2026-03-01T09:30:00Z",
        "edited_at": "",
        "author_name": "Amina Odhiambo",
        "organisation": "Kenya Bar",
        "stakeholder_group": "government",
        "country": "KE",
        "region": "Africa",
        "subregion": "Sub-Saharan Africa",
        "language": "en",
        "channel": "letter",
        "kind": "wording",
        "position": "changes",
        "body": "Sixty days, *please*.\nNot thirty.",
        "proposed_wording": "… within sixty days.",
        "agree_count": "0",
        "disagree_count": "0",
        "reply_count": "1",
        "attachment_urls": "",
        "status": "published",
        "moderation_reason": "",
        "themes": "",
        "copies_cluster": "",
        "disposition": "accepted-with-modifications",
        "response": "Sixty it is.",
        "responded_at": "2026-03-01T11:10:00Z",
        "received_at": "2026-03-02T09:30:00Z",
        "source_id": "L-7",
        "late": "true" if comment.late else "false",
        "attribution": "name",
        "organisation_verified": "false",
        "carried_to_draft": "",
        "carried_to_eid": "",
        "carry_state": "",
        "moderation_note": "",
        "groupings": "commonwealth; un-africa",
    }


def test_a_reply_has_its_threads_place_and_neither_kind_nor_position(corpus, write, rows_of):
    found = row(rows_of(write(corpus.selection(), Format.CSV)), corpus.reply)

    assert (found["parent_id"], found["thread_id"], found["depth"]) == (
        corpus.named.reference, corpus.named.reference, "1",
    )  # fmt: skip
    assert (found["provision_eid"], found["anchor_type"]) == ("art_2", "provision")
    assert (found["kind"], found["position"], found["reply_count"]) == ("", "", "0")


def test_threads_stand_in_the_order_of_their_first_comments_each_in_reading_order(corpus, write, rows_of):
    rows = rows_of(write(corpus.selection(Audience.STAFF), Format.CSV))

    threads = [corpus.named, corpus.reply, corpus.for_organisation, corpus.anonymous]
    expected = [*threads, corpus.hidden, corpus.withdrawn, corpus.pending]
    assert [it["comment_id"] for it in rows] == [it.reference for it in expected]


def test_attribution_is_obeyed_for_both_audiences(corpus, write, rows_of):
    for audience in Audience:
        rows = rows_of(write(corpus.selection(audience), Format.CSV, name=audience.value))
        shown = {
            it["attribution"]: (it["author_name"], it["organisation"], it["organisation_verified"])
            for it in (row(rows, corpus.named), row(rows, corpus.for_organisation), row(rows, corpus.anonymous))
        }
        assert shown == {
            Attribution.NAME: ("Amina Odhiambo", "Kenya Bar", "false"),
            Attribution.ORGANISATION: ("", "Net Watch", "true"),
            Attribution.ANONYMOUS: ("", "", ""),
        }


def test_a_public_table_has_a_line_without_words_or_names_for_what_is_hidden_or_withdrawn(corpus, write, rows_of):
    folder = write(corpus.selection())
    rows = rows_of(folder)
    empty = ("author_name", "organisation", "body", "proposed_wording", "position", "response", "source_id")

    for comment, status, reason in ((corpus.hidden, "hidden", "abuse"), (corpus.withdrawn, "withdrawn", "")):
        found = row(rows, comment)
        assert (found["status"], found["moderation_reason"]) == (status, reason)
        assert [found[name] for name in empty] == [""] * len(empty)
    for document in folder.iterdir():
        assert b"Taken back." not in document.read_bytes()
        assert b"H-1" not in document.read_bytes()


def test_the_moderators_words_stand_beside_the_reason_as_they_stand_in_the_comments_place(corpus, write, rows_of):
    Comment.objects.filter(pk=corpus.hidden.pk).update(moderation_reason="other", moderation_note="A false name.")

    for audience in Audience:
        found = row(rows_of(write(corpus.selection(audience), Format.CSV, name=audience.value)), corpus.hidden)
        assert (found["moderation_reason"], found["moderation_note"]) == ("other", "A false name.")


def test_a_public_table_leaves_out_what_is_pending_and_a_staff_table_holds_every_word(corpus, write, rows_of):
    public = rows_of(write(corpus.selection(), Format.CSV, name="public"))
    staff = rows_of(write(corpus.selection(Audience.STAFF), Format.CSV, name="staff"))

    assert corpus.pending.reference not in {it["comment_id"] for it in public}
    words = {it["comment_id"]: it["body"] for it in staff}
    assert [words[it.reference] for it in (corpus.pending, corpus.hidden, corpus.withdrawn)] == [
        "Wait.", "Abuse.", "Taken back.",
    ]  # fmt: skip


def test_a_comment_on_the_whole_draft_has_no_provision(corpus, write, rows_of):
    found = row(rows_of(write(corpus.selection(), Format.CSV)), corpus.anonymous)

    assert (found["anchor_type"], found["provision_eid"], found["provision_text"]) == ("draft", "", "")


def test_all_anchors_stand_in_the_json_the_first_one_in_the_table_and_each_in_the_anchor_file(
    corpus, write, rows_of, records_of
):
    text = corpus.scene.provisions[2].texts.get()
    Anchor.objects.create(
        comment=corpus.named, ordinal=2, type=AnchorType.PASSAGE, draft=corpus.scene.draft,
        provision=corpus.scene.provisions[2], provision_text=text, quote="Each Party", start=0, end=10,
        posted_at=corpus.named.posted_at,
    )  # fmt: skip

    folder = write(corpus.selection())

    assert row(rows_of(folder), corpus.named)["provision_eid"] == "art_2"
    assert row(records_of(folder), corpus.named)["anchors"] == [
        {"provision_eid": "art_2", "anchor_type": "provision", "quote": None, "start": None, "end": None},
        {"provision_eid": "art_3", "anchor_type": "passage", "quote": "Each Party", "start": 0, "end": 10},
    ]
    anchors = [it for it in rows_of(folder, "anchors.csv") if it["comment_id"] == corpus.named.reference]
    assert anchors == [
        {
            "comment_id": corpus.named.reference, "provision_eid": "art_2", "anchor_type": "provision",
            "quote": "", "start": "", "end": "",
        },
        {
            "comment_id": corpus.named.reference, "provision_eid": "art_3", "anchor_type": "passage",
            "quote": "Each Party", "start": "0", "end": "10",
        },
    ]  # fmt: skip


def test_json_keeps_types_and_all_responses(corpus, write, records_of):
    records = records_of(write(corpus.selection(), Format.JSONL))

    found = row(records, corpus.named)
    assert (found["round"], found["depth"], found["late"], found["edited_at"]) == (1, 0, corpus.named.late, None)
    assert found["responses"] == [
        {"disposition": "noted", "response": "First thoughts.", "responded_at": "2026-03-01T11:00:00Z"},
        {
            "disposition": "accepted-with-modifications",
            "response": "Sixty it is.",
            "responded_at": "2026-03-01T11:10:00Z",
        },
    ]
    assert row(records, corpus.hidden)["responses"] == []


def test_csv_json_and_the_anonymous_rule_agree_for_every_cell(corpus, write, rows_of, records_of):
    """The three formats differ in types only."""
    folder = write(corpus.selection(Audience.STAFF))

    for cells, record in zip(rows_of(folder), records_of(folder), strict=True):
        plain = {name: "" if value is None else value for name, value in record.items() if not isinstance(value, list)}
        plain = {name: str(it).lower() if isinstance(it, bool) else str(it) for name, it in plain.items()}
        assert cells == plain


def test_contents_give_the_hash_of_each_public_row_to_staff_too_whatever_was_ordered(corpus, write, records_of):
    public = write(corpus.selection(), Format.CSV, name="public")
    staff = write(corpus.selection(Audience.STAFF), Format.CSV, name="staff")
    others = [write(corpus.selection(it), Format.JSONL, name=f"json-{it}") for it in Audience]
    rows = (public / "comments.csv").read_bytes().split(b"\r\n")[1:-1]

    expected = {row.split(b",")[0].decode(): hashlib.sha256(row).hexdigest() for row in rows}

    assert len(expected) == 6
    for folder in (public, staff, *others):
        found = {it["comment_id"]: it for it in records_of(folder, "contents.jsonl")}
        assert {reference: found[reference]["sha256"] for reference in expected} == expected
        assert (found[corpus.named.reference]["revision"], found[corpus.hidden.reference]["status"]) == (1, "hidden")
    assert len(records_of(staff, "contents.jsonl")) == 7


def test_contents_give_the_hash_of_lists_that_a_row_does_not_show_whole(corpus, write, records_of):
    Anchor.objects.create(
        comment=corpus.named, ordinal=2, type=AnchorType.PROVISION, draft=corpus.scene.draft,
        provision=corpus.scene.provisions[2], posted_at=corpus.named.posted_at,
    )  # fmt: skip
    folders = [write(corpus.selection(who), form, name=f"{who}-{form}") for who in Audience for form in Format]
    lines = (folders[2] / "comments.jsonl").read_bytes().splitlines()
    lists = re.compile(rb'"anchors":(.*),"responses":(.*)}$')

    expected = {}
    for line in lines:
        several = [it for it in lists.search(line).groups() if len(json.loads(it)) > 1]
        if several:
            expected[json.loads(line)["comment_id"]] = hashlib.sha256(b"\n".join(several)).hexdigest()

    assert corpus.named.reference in expected
    for folder in folders:
        contents = {it["comment_id"]: it["lists_sha256"] for it in records_of(folder, "contents.jsonl")}
        assert {reference: it for reference, it in contents.items() if it} == expected


def test_a_changed_comment_has_another_hash_and_the_others_the_same(corpus, write, records_of):
    before = {it["comment_id"]: it["sha256"] for it in records_of(write(corpus.selection()), "contents.jsonl")}

    insert(entry(corpus.scene, 300, parent=corpus.anonymous))

    after = {it["comment_id"]: it["sha256"] for it in records_of(write(corpus.selection(), name="b"), "contents.jsonl")}
    assert {it for it in before if before[it] != after[it]} == {corpus.anonymous.reference}  # It has a reply now.


def test_attachments_are_addresses_that_lead_to_them_and_those_of_hidden_comments_are_not_told(corpus, write, rows_of):
    for comment in (corpus.named, corpus.named, corpus.hidden):
        file = StoredFile.objects.create(file="x", name="letter.pdf", media_type="application/pdf", size=1, sha256="0")
        Attachment.objects.create(comment=comment, stored_file=file)

    rows = rows_of(write(corpus.selection(), Format.CSV))

    expected = [
        settings.BASE_URL + reverse("attachment", args=[corpus.named.reference, it.pk])
        for it in corpus.named.attachments.order_by("pk")
    ]
    assert row(rows, corpus.named)["attachment_urls"] == "; ".join(expected)
    assert row(rows, corpus.hidden)["attachment_urls"] == ""
