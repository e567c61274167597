"""How many characters a comment's text may have: on the web at all, and what a round may limit it to."""

POSTED_WORDS = 20_000
SHORTEST_LIMIT = 100
