"""How much one comment may hold, in characters: of its body, and of the wording that it proposes."""

POSTED_WORDS = 20_000
"""Typed on the web, and in responses."""
RECORDED_WORDS = 200_000
"""Entered or imported: a submission that reached the secretariat is kept whole."""
