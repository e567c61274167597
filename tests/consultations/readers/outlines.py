from consultations.readers.draft import ReadDraft
from consultations.readers.eids import eids


def outline(draft: ReadDraft) -> list[str]:
    """A line a provision: its kind, eid, number, heading and text."""
    return [
        " | ".join(filter(None, [one.kind.value, eid, one.number, one.heading, one.text.replace("\n", " / ")]))
        for eid, (one, _, _) in zip(eids(draft), draft.walk(), strict=True)
    ]
