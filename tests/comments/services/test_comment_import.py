import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from comments.enums import Attribution, Channel, RowOutcome
from comments.imports.mapping_reader import MappingRefused
from comments.imports.row import TableRefused
from comments.models import Comment, CommentImport, Tally
from comments.services.comment_import import import_comments, import_now, start_import
from common.enums import JobState, Verb
from common.errors import NotAllowed
from common.models import AuditEntry, Job, StoredFile
from common.services.job import run_job
from consultations.enums import TeamRole
from consultations.models import Round
from tests.factories import RoundFactory, TeamMemberFactory, UserFactory, group

pytestmark = pytest.mark.django_db(transaction=True)

MAPPING = """
source = "hearing"
[columns]
source_id = "id"
parent_id = "parent"
posted_at = "date"
author_name = "name"
stakeholder_group = "group"
country = "country"
provision_number = "place"
position = "position"
attribution = "shown"
body = "text"
"""
HEAD = "id,parent,date,name,group,country,place,position,shown,text"


def stored(text: str | bytes, name: str = "comments.csv") -> StoredFile:
    data = text.encode() if isinstance(text, str) else text
    return StoredFile.objects.create(
        file=ContentFile(data, name=name), name=name, media_type="text/csv", size=len(data), sha256="0" * 64
    )


def bring_in(round: Round, *rows: str, mapping: str = MAPPING, head: str = HEAD) -> CommentImport:
    return import_now(round=round, file=stored("\n".join([head, *rows])), mapping=mapping)


def outcomes(made: CommentImport) -> list[tuple[int, str]]:
    return list(made.rows.order_by("line").values_list("line", "outcome"))


def texts(made: CommentImport, line: int) -> list[str]:
    return [message["text"] for message in made.rows.get(line=line).messages]


def body_of(comment: Comment) -> str:
    return comment.current_revision.body


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def round() -> Round:
    group("civil-society")
    group("academia")
    return RoundFactory()


def test_a_row_becomes_a_comment_with_its_tags_place_and_date(round: Round):
    at = (round.opens_at + timedelta(days=1)).strftime("%Y-%m-%d 12:00")

    made = bring_in(round, f"7,,{at},Amina,Civil society,KEN,2,support,anonymous,We agree.")

    comment = Comment.objects.get()
    assert outcomes(made) == [(2, RowOutcome.CREATED)]
    assert (comment.source, comment.source_id, comment.channel) == ("hearing", "7", Channel.SPREADSHEET)
    assert (comment.author_name, comment.attribution) == ("Amina", Attribution.ANONYMOUS)
    assert (comment.stakeholder_group.slug, comment.country, comment.region) == ("civil-society", "KE", "002")
    assert comment.posted_at == datetime.fromisoformat(f"{at}+03:00")
    assert comment.late is False
    assert comment.anchors.get().provision.eid == "art_2"
    assert body_of(comment) == "We agree."
    assert (made.created, made.present, made.rejected, made.warned) == (1, 0, 0, 0)
    assert made.job.state == JobState.DONE


def test_importing_twice_creates_nothing_twice(round: Round):
    rows = ["1,,,A,,,,,,First", "2,1,,B,,,,,,Reply"]
    bring_in(round, *rows)

    again = bring_in(round, *rows, "3,2,,C,,,,,,New reply")

    assert outcomes(again) == [(2, RowOutcome.PRESENT), (3, RowOutcome.PRESENT), (4, RowOutcome.CREATED)]
    assert Comment.objects.count() == 3
    assert Comment.objects.get(source_id="3").parent.source_id == "2"
    assert Tally.objects.get(round=round, place="round", dimension="all").count == 3


def test_replies_find_their_parents_in_any_order(round: Round):
    bring_in(round, "3,2,,,,,,,,Third", "2,1,,,,,,,,Second", "1,,,,,,,,,First", "4,1,,,,,,,,Fourth")

    tree = {comment.source_id: comment.parent and comment.parent.source_id for comment in Comment.objects.all()}
    assert tree == {"1": None, "2": "1", "3": "2", "4": "1"}
    assert Comment.objects.get(source_id="1").reply_count == 3


def test_a_missing_parent_starts_a_thread_with_a_warning(round: Round):
    made = bring_in(round, "2,99,,,,,Article 1,,,Orphan", "3,2,,,,,,,,Its reply")

    orphan = Comment.objects.get(source_id="2")
    assert (orphan.parent, orphan.source_parent, orphan.anchors.get().provision.eid) == (None, "99", "art_1")
    assert Comment.objects.get(source_id="3").parent == orphan
    assert made.warned == 1
    assert texts(made, 2)[0].startswith("Its parent “99” is not in this round")


def test_a_missing_parent_can_be_refused_by_the_mapping(round: Round):
    made = bring_in(round, "2,99,,,,,,,,Orphan", mapping=f'missing_parent = "reject"\n{MAPPING}')

    assert outcomes(made) == [(2, RowOutcome.REJECTED)]
    assert not Comment.objects.exists()


def test_a_reply_to_a_rejected_row_starts_a_thread(round: Round):
    made = bring_in(round, "1,,,,,,,,,", "2,1,,,,,,,,To nothing")

    assert outcomes(made) == [(2, RowOutcome.REJECTED), (3, RowOutcome.CREATED)]
    assert Comment.objects.get().source_parent == "1"


def test_a_circle_of_parents_is_reported_and_hangs_nothing(round: Round):
    made = bring_in(round, "1,2,,,,,,,,A", "2,1,,,,,,,,B", "3,2,,,,,,,,Below", "4,4,,,,,,,,Itself", "5,,,,,,,,,Free")

    assert [outcome for _, outcome in outcomes(made)] == [RowOutcome.REJECTED] * 4 + [RowOutcome.CREATED]
    assert "leads in a circle" in texts(made, 2)[0]


def test_the_second_row_of_an_id_is_rejected_and_names_the_first(round: Round):
    made = bring_in(round, "1,,,,,,,,,A", "1,,,,,,,,,B")

    assert outcomes(made) == [(2, RowOutcome.CREATED), (3, RowOutcome.REJECTED)]
    assert texts(made, 3) == ["Row 2 has the same id; only the first is taken."]


@pytest.mark.parametrize(
    ("row", "field", "says"),
    [
        (",,,,,,,,,No id", "source_id", "has no id"),
        ("1,,,,,,,,,", "body", "has no text"),
        ("1,,,,,Atlantis,,,,Text", "country", "“Atlantis” is not a country"),
        ("1,,,,martians,,,,,Text", "stakeholder_group", "“martians” is not known"),
        ("1,,,,,,Article 99,,,Text", "provision_number", "“Article 99” is not one provision"),
        ("1,,soon,,,,,,,Text", "posted_at", "“soon” is not a date"),
        (
            "1,,,,,,,perhaps,,Text",
            "position",
            "“perhaps” is not known. Map it to one of: support, changes, oppose, none.",
        ),
        ("1,,,,,,,,,Text,too,many", "", "12 cells and the head has 10"),
        ("1,,,,,,,,," + "x" * 200_001, "body", "200,001 characters"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_at_its_field(round: Round, row: str, field: str, says: str):
    made = bring_in(round, row, "2,,,,,,,,,Fine")

    rejected = made.rows.get(line=2)
    assert (rejected.outcome, rejected.messages[0]["field"]) == (RowOutcome.REJECTED, field)
    assert says in rejected.messages[0]["text"]
    assert [comment.source_id for comment in Comment.objects.all()] == ["2"]


def test_unknown_country_group_and_place_can_be_let_in_with_a_warning(round: Round):
    options = 'unknown_country = "not-stated"\nunknown_group = "not-stated"\nunknown_place = "draft"\n'

    made = bring_in(round, "1,,,,martians,Atlantis,Article 99,,,Text", mapping=options + MAPPING)

    comment = Comment.objects.get()
    assert (comment.stakeholder_group, comment.country, comment.anchors.get().type) == (None, "", "draft")
    assert (made.created, made.warned, len(texts(made, 2))) == (1, 1, 3)


def test_an_organisation_s_name_of_500_characters_is_kept_whole_and_a_longer_one_is_shortened_with_a_warning(
    round: Round,
):
    mapping = 'source = "hearing"\n[columns]\nsource_id = "id"\norganisation = "for"\nbody = "text"'

    made = bring_in(round, f"1,{'é' * 500},Text", f"2,{'x' * 501},Text", mapping=mapping, head="id,for,text")

    names = dict(Comment.objects.values_list("source_id", "organisation_name"))
    assert names == {"1": "é" * 500, "2": "x" * 500}
    assert (texts(made, 2), texts(made, 3)) == ([], ["Shortened to 500 characters."])


def test_what_was_said_outside_the_round_is_late(round: Round):
    bring_in(round, "1,,2010-05-01,,,,,,,Long ago", "2,,,,,,,,,Now")

    assert dict(Comment.objects.values_list("source_id", "late")) == {"1": True, "2": False}
    assert Comment.objects.get(source_id="1").received_at.year > 2010


def test_rows_without_an_id_column_are_told_apart_by_content_and_count(round: Round):
    mapping = 'source = "letters"\n[columns]\nbody = "text"'
    rows = ["Same letter", "Same letter", "Other letter"]

    first = bring_in(round, *rows, mapping=mapping, head="text")
    second = bring_in(round, *rows, "A fourth", mapping=mapping, head="text")

    assert (first.created, second.created, second.present) == (3, 1, 3)
    assert Comment.objects.count() == 4


def test_characters_that_cannot_be_stored_are_replaced_and_told(round: Round):
    lines = [{"id": "1", "text": "a\x00b"}, {"id": "2", "text": "c\ud800d"}]
    data = "\n".join(json.dumps(line) for line in lines)
    mapping = 'source = "odd"\n[columns]\nsource_id = "id"\nbody = "text"'

    made = import_now(round=round, file=stored(data), mapping=mapping)

    assert [body_of(comment) for comment in Comment.objects.order_by("source_id")] == ["a�b", "c�d"]
    assert made.warned == 2


def test_utf16_and_windows_files_arrive_with_their_accents(round: Round):
    mapping = 'source = "{}"\n[columns]\nsource_id = "id"\nbody = "text"'
    for codec in ("utf-16", "cp1252"):
        import_now(
            round=round, file=stored("id;text\n1;Señor año corazón".encode(codec)), mapping=mapping.format(codec)
        )

    assert {body_of(comment) for comment in Comment.objects.all()} == {"Señor año corazón"}


def test_the_source_file_and_mapping_are_checked_before_anything_is_made(round: Round):
    with pytest.raises(MappingRefused, match=r"columns\.body: The file has no column “txt”\. Did you mean “text”\?"):
        bring_in(round, "1,a", mapping='source = "x"\n[columns]\nsource_id = "id"\nbody = "txt"', head="id,text")
    with pytest.raises(TableRefused):
        import_now(round=round, file=stored(b"%PDF-1.7"), mapping=MAPPING)

    assert not CommentImport.objects.exists()
    assert not Job.objects.exists()


def test_starting_needs_an_editor(round: Round):
    moderator = TeamMemberFactory(consultation=round.consultation, role=TeamRole.MODERATOR).user

    for person in (moderator, UserFactory()):
        with pytest.raises(NotAllowed):
            start_import(by=person, round=round, file=stored(HEAD), mapping=MAPPING)

    assert not CommentImport.objects.exists()


def test_an_editor_starts_a_job_that_a_worker_does(round: Round):
    editor = TeamMemberFactory(consultation=round.consultation, role=TeamRole.EDITOR).user

    made = start_import(by=editor, round=round, file=stored(f"{HEAD}\n1,,,,,,,,,Hello"), mapping=MAPPING)

    assert (made.job.task, made.job.subject_id, made.job.state) == (
        "comments.import_comments",
        made.pk,
        JobState.QUEUED,
    )
    assert not Comment.objects.exists()
    run_job(made.job.pk, import_comments)
    made.refresh_from_db()
    assert (made.created, Comment.objects.get().source_id) == (1, "1")
    verbs = AuditEntry.objects.filter(subject_type="comments.commentimport").values_list("verb", "actor_id")
    assert list(verbs) == [(Verb.STARTED, editor.pk), (Verb.FINISHED, editor.pk)]
    assert AuditEntry.objects.get(subject_type="comments.comment").verb == Verb.IMPORTED


def test_a_killed_import_goes_on_where_it_stopped(round: Round, monkeypatch: pytest.MonkeyPatch):
    """The first attempt is broken off after one batch, as by a kill; its rows are reported once, as created."""
    monkeypatch.setattr("comments.services.import_staging.PAGE", 2)
    rows = [f"{number},,,,,,,,,Text {number}" for number in range(1, 6)]
    editor = TeamMemberFactory(consultation=round.consultation, role=TeamRole.EDITOR).user
    file = stored("\n".join([HEAD, *rows, ",,,,,,,,,No id"]))
    made = start_import(by=editor, round=round, file=file, mapping=MAPPING)

    run_job(made.job.pk, broken_off_after(3))
    assert Comment.objects.count() == 2
    run_job(made.job.pk, import_comments)

    made.refresh_from_db()
    assert (made.created, made.present, made.rejected) == (5, 0, 1)
    assert outcomes(made) == [(line, RowOutcome.CREATED) for line in range(2, 7)] + [(7, RowOutcome.REJECTED)]
    assert Comment.objects.count() == 5


def broken_off_after(calls: int) -> Callable:
    """The work, ending with an exception at so many calls of progress."""

    def work(run) -> None:
        left = iter(range(calls - 1))
        shown = run.progress

        def progress(*args) -> None:
            shown(*args)
            if next(left, None) is None:
                raise ConnectionError("killed")

        run.progress = progress
        import_comments(run)

    return work


def test_hostile_bodies_are_kept_as_data_and_shown_inert(round: Round):
    hostile = [
        "<script>alert(1)</script>",
        '=HYPERLINK("x")',
        "‮txt.exe",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
    ]
    data = "\n".join(json.dumps({"id": number, "text": text}) for number, text in enumerate(hostile))
    mapping = 'source = "odd"\n[columns]\nsource_id = "id"\nbody = "text"'

    import_now(round=round, file=stored(data), mapping=mapping)

    comments = Comment.objects.order_by("source_id").select_related("current_revision")
    assert [body_of(comment) for comment in comments] == hostile
    html = "".join(comment.current_revision.body_html for comment in comments)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
