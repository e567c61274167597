"""Loading the demonstration, and what it says."""

from io import StringIO

from django.core.management import call_command

from consultations.models import Consultation


def load(*options: str) -> Consultation:
    """As its command does; the consultation of the stage."""
    said = StringIO()
    call_command("demo_data", *options, stdout=said)
    return Consultation.objects.get(slug=said.getvalue().strip().removesuffix("/").rpartition("/")[2])


def content(consultation: Consultation) -> set[tuple[object, ...]]:
    """All that the same seed gives again: everything but references, keys and the day of loading. Of times the order,
    as a round is an hour longer when the clocks change in it."""
    rows = consultation.comments.select_related("current_revision", "author", "round", "parent__current_revision")
    return {
        (
            place,
            it.round.number,
            it.author_name,
            it.country,
            it.organisation_name,
            it.organisation_verified,
            it.kind,
            it.position,
            it.attribution,
            it.channel,
            it.language,
            it.current_revision.body,
            it.current_revision.proposed_wording,
            it.parent.current_revision.body if it.parent else "",
        )
        for place, it in enumerate(rows.order_by("round__number", "posted_at", "path"))
    }
