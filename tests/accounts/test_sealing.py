import pytest

from accounts.sealing import MARK, Unreadable, is_key, is_sealed_by, seal, unseal
from tests.accounts.keys import NEW, OLD

SEED = "JBSWY3DPEHPK3PXP"


def test_a_sealed_text_is_another_each_time_and_opens_to_the_same():
    first, second = seal(SEED, [NEW]), seal(SEED, [NEW])

    assert first != second
    assert SEED not in first
    assert [unseal(it, [NEW]) for it in (first, second)] == [SEED, SEED]


def test_the_first_key_seals_and_all_open():
    assert unseal(seal(SEED, [OLD]), [NEW, OLD]) == SEED
    assert (is_sealed_by(seal(SEED, [NEW, OLD]), NEW), is_sealed_by(seal(SEED, [NEW, OLD]), OLD)) == (True, False)


def test_without_keys_a_text_stays_and_one_from_before_is_read():
    assert seal(SEED, []) == SEED
    assert (unseal(SEED, []), unseal(SEED, [NEW])) == (SEED, SEED)
    assert not is_sealed_by(SEED, NEW)


@pytest.mark.parametrize("keys", [[], [NEW]])
@pytest.mark.parametrize("text", [seal(SEED, [OLD]), MARK, MARK + "nonsense", seal(SEED, [OLD])[:-9]])
def test_what_no_key_has_sealed_is_not_read(keys, text):
    with pytest.raises(Unreadable):
        unseal(text, keys)


@pytest.mark.parametrize(
    ("text", "expected"), [(NEW, True), ("", False), ("short", False), (NEW[:-4], False), ("ключ", False)]
)
def test_a_key_is_told_from_something_else(text, expected):
    assert is_key(text) is expected
