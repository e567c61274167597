from __future__ import annotations

from consultations.lineage import Text
from consultations.readers.draft import ReadDraft


def texts_of(read: ReadDraft) -> list[Text]:
    """What was read from a file, as lineage compares it; the keys are places in reading order, from 1."""
    keys: dict[int, int] = {}
    texts = []
    for key, (one, parent, _) in enumerate(read.walk(), start=1):
        keys[id(one)] = key
        above = None if parent is None else keys[id(parent)]
        texts.append(Text(key, above, one.kind.value, one.number, one.heading, one.text))
    return texts
