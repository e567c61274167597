import pytest

from common.opaque import BLOCK, opaque, revealed

PURPOSE = "tests"


def test_a_token_is_read_by_whoever_made_it_and_is_the_same_each_time():
    token = opaque("12:reply", purpose=PURPOSE)

    assert revealed(token, purpose=PURPOSE) == "12:reply"
    assert opaque("12:reply", purpose=PURPOSE) == token


def test_a_token_tells_nothing_of_what_it_says():
    tokens = [opaque(words, purpose=PURPOSE) for words in ("1:reply", "12345:response", "2:reply")]

    assert len({len(token) for token in tokens}) == 1
    assert not any("reply" in token or "12345" in token for token in tokens)
    assert tokens[0][:10] != tokens[2][:10]


def test_a_token_is_nothing_for_another_purpose():
    assert revealed(opaque("12:reply", purpose="another"), purpose=PURPOSE) is None


@pytest.mark.parametrize("place", range(0, BLOCK + 6, 3))
def test_a_token_that_was_changed_is_no_token(place):
    token = opaque("12:reply", purpose=PURPOSE)
    changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]

    assert revealed(changed, purpose=PURPOSE) is None


@pytest.mark.parametrize("forged", ["", "forged", "é" * 20, "A" * 43, "A" * 5000, "=", "../..", "\x00" * 30])
def test_what_is_no_token_of_ours_says_nothing(forged):
    assert revealed(forged, purpose=PURPOSE) is None


def test_a_secret_that_was_replaced_is_read_while_the_settings_name_it(settings):
    settings.SECRET_KEY = "old"
    token = opaque("12:reply", purpose=PURPOSE)
    settings.SECRET_KEY = "new"
    assert revealed(token, purpose=PURPOSE) is None

    settings.SECRET_KEY_FALLBACKS = ["old"]
    assert revealed(token, purpose=PURPOSE) == "12:reply"
