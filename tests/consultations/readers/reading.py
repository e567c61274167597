"""What the tests of all readers look at."""

from consultations.readers.draft import ReadDraft
from consultations.readers.eids import eids
from consultations.readers.inspection import coverage


def outline(draft: ReadDraft) -> list[str]:
    """A line a provision: its address, its number, heading and text."""
    return [
        " | ".join(filter(None, [eid, provision.number, provision.heading, provision.text.replace("\n", " / ")]))
        for eid, (provision, _, _) in zip(eids(draft), draft.walk(), strict=True)
    ]


def numbers(draft: ReadDraft) -> list[str]:
    return [provision.number for provision, _, _ in draft.walk()]


def loses_nothing(draft: ReadDraft) -> bool:
    return coverage(draft).share == 1.0
