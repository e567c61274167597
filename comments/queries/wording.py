"""What responses and decisions may be given as today, in the reader's language."""

from __future__ import annotations

from django.utils.text import capfirst

from comments.models import DispositionTerm, ModerationReasonTerm


def disposition_choices() -> list[tuple[str, str]]:
    """Those that are offered, in the secretariat's order. One query."""
    return [(it.slug, it.name) for it in DispositionTerm.objects.offered()]


def reason_choices() -> list[tuple[str, str]]:
    """The reasons that are offered, as the beginning of a line. One query."""
    return [(it.slug, capfirst(it.name)) for it in ModerationReasonTerm.objects.offered()]


def reason_names() -> dict[str, str]:
    """All reasons by code, also retired ones. One query."""
    return {it.slug: it.name for it in ModerationReasonTerm.objects.all()}
