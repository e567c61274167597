"""UTF-16 that does not say so: programs write it without its mark."""

SHORTEST = 16
"""Bytes below which the places of NULs say nothing."""


def utf16_without_a_mark(sample: bytes) -> str:
    """“utf-16-le” or “utf-16-be” where more than a third of the characters have a NUL on its side and under a tenth on
    the other, as text with ASCII in it has and a text with stray NULs has not; else “”."""
    if len(sample) < SHORTEST:
        return ""
    pairs = len(sample) // 2
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if second > pairs / 3 and first < pairs / 10:
        return "utf-16-le"
    if first > pairs / 3 and second < pairs / 10:
        return "utf-16-be"
    return ""
