"""How much one comment may hold, in characters: of its body, and of the wording that it proposes; and for how long."""

from datetime import timedelta

from consultations.limits import POSTED_WORDS as POSTED_WORDS

RECORDED_WORDS = 200_000
"""Entered or imported: a submission that reached the secretariat is kept whole."""
EDITED_QUIETLY = timedelta(minutes=15)
"""From posting: as long as nobody has relied on the words, an edit replaces them."""
SEALED = timedelta(days=90)
"""Words that were taken away are kept so long where no page reads them."""
ANSWERED_WORDS = 5_000
"""Of one free text that answers a prompt."""
