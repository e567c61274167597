import pytest

from accounts.folding import FOLDED, folded, look, mixes_alphabets


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Élan  Vital (EV)", "elan vital ev"),
        ("ÅRHUS-Universitet", "arhus universitet"),
        ("Straße", "strasse"),
        ("ＡＢＣ 株式会社", "abc 株式会社"),
        ("Общество «Защита»", "общество защита"),
        ("  ", ""),
        ("İstanbul", "istanbul"),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(name, same):
    assert folded(name) == same


def test_a_folded_name_fits_its_column():
    assert len(folded("ﷺ" * 500)) == FOLDED


@pytest.mark.parametrize("name", ["Article 19", "Аrticle 19", "ARTIСLЕ 19", "Αrticle 19", "Artıcle 19"])
def test_names_that_look_the_same_are_the_same(name):
    assert look(name) == "article 19"


@pytest.mark.parametrize(
    ("name", "mixed"),
    [
        ("Article 19", False),
        ("Аrticle 19", True),
        ("ООО Article", False),
        ("Общество", False),
        ("Ελλάδα 2026", False),
        ("ΑBC", True),
        ("株式会社ABC", False),
    ],
)
def test_a_word_is_written_in_one_alphabet(name, mixed):
    assert mixes_alphabets(name) is mixed
