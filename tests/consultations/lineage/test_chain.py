from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from consultations.lineage.chain import heaviest_chain

PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9)), max_size=8)


@given(PAIRS)
def test_the_chain_increases_and_no_other_weighs_more(pairs):
    weights = {}
    for a, b, weight in pairs:
        weights[a, b] = max(weight, weights.get((a, b), 0))

    chain = heaviest_chain(pairs)

    assert increases(chain)
    heaviest = max(
        sum(weights[pair] for pair in some)
        for size in range(len(weights) + 1)
        for some in combinations(sorted(weights), size)
        if increases(some)
    )
    assert sum(weights[pair] for pair in chain) == heaviest


def increases(chain):
    return all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(chain))
