from dataclasses import dataclass

import pytest

from consultations.readers.pdf.right_to_left import logical_words


@dataclass
class Sign:
    sign: str
    x0: float
    x1: float
    word: int
    size: float = 10.0


def placed(shown: str, order: str) -> list[Sign]:
    """The signs as they stand on the page from left to right (a space is a gap), in the file in one of three orders."""
    signs, x, word = [], 0.0, 0
    for sign in shown:
        if sign == " ":
            x, word = x + 3, word + 1
        else:
            signs.append(Sign(sign, x, x + 5, word))
            x += 5
    if order == "mixed":  # the words from right to left, the letters of each from left to right
        return sorted(signs, key=lambda sign: (-sign.word, sign.x0))
    return signs[::-1] if order == "read" else signs


@pytest.mark.parametrize("order", ["read", "shown", "mixed"])
@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("ةداملا", "المادة"),
        ("12 ةداملا", "المادة 12"),
        ("٢٥ ةداملا", "المادة ٢٥"),
        ("انه Internet صنلا", "النص Internet هنا"),
        ("انه Data Act صنلا", "النص Data Act هنا"),
        ("2025 2024 يف", "في 2024 2025"),
        ("ىلوألا )أ(", "(أ) الأولى"),
        ("ىلوألا (أ)", "(أ) الأولى"),
    ],
)
def test_letters_are_read_by_their_places(shown, text, order):
    assert " ".join(logical_words(placed(shown, order))) == text
