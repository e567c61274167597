"""Signs that a file has by their place in a font of signs."""

from __future__ import annotations

from consultations.readers.docx.names import Element, value

GREEK = dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
SYMBOL = {
    **GREEK,
    **{latin.upper(): greek.upper() for latin, greek in GREEK.items()},
    "\xa3": "≤", "\xb3": "≥", "\xb1": "±", "\xb4": "×", "\xb8": "÷", "\xb9": "≠", "\xb0": "°", "\xae": "→", "\xac": "←",
    "\xb7": "•", "\xd6": "√", "\xe5": "∑", "\xa5": "∞", "\xa2": "′", "\xb2": "″", "\xde": "⇒", "\xdb": "⇔",
}  # fmt: skip
DINGBATS = {
    "\xa8": "☐", "o": "☐", "\xfe": "☑", "\xfd": "☒", "x": "☒", "\xfc": "✓", "\xfb": "✗", "l": "●", "n": "■",
    "\xa7": "▪", "\xd8": "➢", "\xe0": "→", "\xdf": "←", "\xf0": "⇨", "v": "❖",
}  # fmt: skip
PRIVATE = 0xF000
UNKNOWN = "□"


def symbol(element: Element) -> str:
    """The sign of a `w:sym`; a box where its font is not known."""
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return UNKNOWN
    if not PRIVATE <= code <= PRIVATE + 0xFF:
        return chr(code) if 0x20 <= code < 0xD800 else UNKNOWN
    sign = chr(code - PRIVATE)
    font = (value(element, "font") or "").lower()
    if font == "symbol":
        return SYMBOL.get(sign, sign if sign.isascii() and sign.isprintable() else UNKNOWN)
    return DINGBATS.get(sign, UNKNOWN) if font.startswith("wingdings") else UNKNOWN
