from random import Random

import pytest

from benchmarks.words import LONGEST, SENTENCES, text


class Longest(Random):
    """Wants every text as long as it may be."""

    def lognormvariate(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        return LONGEST * 2.0


@pytest.mark.parametrize("language", SENTENCES)
def test_no_text_is_longer_than_a_comment_may_be_nor_cut_within_a_word(language):
    for seed in range(3):
        said = text(Longest(seed), language)

        assert LONGEST * 0.9 < len(said) <= LONGEST
        assert said[-1] in ".。?"
