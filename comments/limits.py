"""How much one comment may hold, in characters: of its body, and of the wording that it proposes."""

from consultations.limits import POSTED_WORDS as POSTED_WORDS

RECORDED_WORDS = 200_000
"""Entered or imported: a submission that reached the secretariat is kept whole."""
ANSWERED_WORDS = 5_000
"""Of one free text that answers a prompt."""
