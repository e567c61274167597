from collections.abc import Collection

from comments.references import ALPHABET, new_reference, new_references, random_part


def nothing_taken(drawn: Collection[str]) -> set[str]:
    return set()


def test_a_reference_is_a_prefix_and_eight_characters_of_the_alphabet():
    reference = new_reference()

    assert reference[:2] == "C-"
    assert len(reference) == 10
    assert set(random_part(reference)) <= set(ALPHABET)


def test_the_alphabet_has_32_characters_in_the_order_of_their_bytes():
    assert len(ALPHABET) == 32
    assert list(ALPHABET) == sorted(ALPHABET)


def test_references_of_a_batch_differ():
    assert len(set(new_references(1000, taken=nothing_taken))) == 1000


def test_no_references_for_an_empty_batch():
    assert new_references(0, taken=nothing_taken) == []


def test_a_reference_in_use_is_drawn_again():
    draws = iter(["C-00000000", "C-11111111"])

    made = new_references(1, taken=lambda drawn: {"C-00000000"} & set(drawn), make=lambda: next(draws))

    assert made == ["C-11111111"]


def test_the_same_draw_twice_in_a_batch_is_drawn_again():
    draws = iter(["C-00000000", "C-00000000", "C-11111111"])

    made = new_references(2, taken=nothing_taken, make=lambda: next(draws))

    assert sorted(made) == ["C-00000000", "C-11111111"]
