"""Text in CSV that a spreadsheet would run."""

FORMULA_STARTS = frozenset("=+-@\t\r")


def inert(text: str) -> str:
    """The text, with a ' in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text and text[0] in FORMULA_STARTS else text
