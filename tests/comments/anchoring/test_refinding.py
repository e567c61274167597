import os
import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from comments.anchoring.refinding import Gone, How, InDoubt, Refound, Successors, refind
from comments.anchoring.selector import Span, selector_of

OLD = "Each Party shall establish a national contact point. Each Party shall report on it once in every two years."
QUOTE = "establish a national contact point"
WORDS = tuple(
    re.findall(
        r"\w+", "party state shall may law court order data within thirty days report public child duty each no the of"
    )
)
HAN = "各缔约国应当采取必要措施保护个人数据并且设立独立监督机构负责处理投诉"
ARABIC = tuple(
    re.findall(
        r"\w+", "تلتزم كل دولة طرف باتخاذ التدابير اللازمة لحماية البيانات الشخصية وإنشاء هيئة مستقلة للنظر في الشكاوى"
    )
)


def span_of(words, text=OLD):
    start = text.index(words)
    return Span(start, start + len(words))


def found(old, words, *new):
    return refind(old, selector_of(old, span_of(words, old)), new)


def words_at(answer, *new):
    return new[answer.text][answer.span.start : answer.span.end]


def test_unchanged_text_keeps_every_passage_where_it_is():
    assert found(OLD, "Party", OLD) == Refound(0, span_of("Party"), 1.0, How.QUOTE)


def test_a_clear_quote_is_found_wherever_it_went():
    new = "On request of the depositary it shall establish a national contact\npoint, with staff."

    answer = found(OLD, QUOTE, new)

    assert (answer.how, answer.is_certain) == (How.QUOTE, True)
    assert words_at(answer, new) == "establish a national contact\npoint"


def test_a_short_quote_is_found_beside_its_neighbours_only():
    new = "Every Party shall report on it, and establish a national contact point."

    assert words_at(found(OLD, "national", new), new) == "national"
    assert found(OLD, "national", "Nothing but a national plan is asked of any Party.") == InDoubt(1.0)


def test_of_several_places_what_stands_around_decides():
    new = "First of all. " + OLD + " A contact point is not an office."

    answer = found(OLD, "Party shall", new)

    assert answer.how is How.CONTEXT
    assert answer.span == span_of("Party shall", new)


def test_two_places_that_are_equally_good_are_in_doubt():
    old = "The seat is in Bonn. Costs are shared. The seat is in Bonn. Reports are public."

    assert isinstance(found(old, "The seat is in Bonn", "The seat is in Bonn. Reports are public."), InDoubt)


def test_repeated_lines_keep_their_turn_where_another_line_changes():
    line = "Name of the authority: ____\n"
    old, new = "Title\n" + line * 8 + "End", "New title of it\n" + line * 8 + "End"
    start = old.index(line) + 3 * len(line)

    answer = refind(old, selector_of(old, Span(start, start + 21)), [new])

    assert answer.span == Span(start + 10, start + 31)


def test_replaced_words_between_the_same_words_are_what_became_of_it():
    new = OLD.replace("once in every two years", "once in every year")

    answer = found(OLD, "every two years", new)

    assert (answer.how, answer.is_certain) == (How.APPROXIMATE, True)
    assert words_at(answer, new) == "every year"


def test_what_only_resembles_and_moved_wants_a_look():
    old = OLD + " The national contact point shall be reachable day and night, and answer within eight hours."
    new = "The national contact point must be reachable day and night and answer within six hours. " + OLD

    answer = found(
        old, "The national contact point shall be reachable day and night, and answer within eight hours", new
    )

    assert isinstance(answer, Refound)
    assert not answer.is_certain
    assert words_at(answer, new).startswith("The national contact point must be")


def test_other_words_in_its_place_are_not_it():
    new = OLD.replace(QUOTE, "abstain from any kind of surveillance")

    assert not isinstance(found(OLD, QUOTE, new), Refound)


def test_deleted_words_are_gone():
    assert (
        found(OLD, "Each Party shall establish a national contact point. ", "Each Party shall report on it.") != Refound
    )
    assert found(OLD, QUOTE, "") == Gone()
    assert found(OLD, QUOTE) == Gone()


def test_the_sentence_beside_a_deleted_one_is_not_taken_for_it():
    old = (
        "The State shall protect witnesses within its territory. The State shall protect victims within its territory."
    )
    new = "The State shall protect victims within its territory."

    assert not isinstance(found(old, "The State shall protect witnesses within its territory", new), Refound)


def test_after_a_split_the_text_that_holds_it_is_named():
    first, second = OLD.split(". ")

    answer = found(OLD, "once in every two years", first, second)

    assert (answer.text, words_at(answer, first, second)) == (1, "once in every two years")


def test_words_that_a_split_has_cut_apart_are_in_doubt():
    first, second = OLD.split(". ")

    assert isinstance(found(OLD, "contact point. Each Party", first, second), InDoubt)


def test_a_description_that_does_not_fit_the_old_text_is_in_doubt():
    assert refind("Other words altogether.", selector_of(OLD, span_of(QUOTE)), [OLD]) == InDoubt()


@st.composite
def edited(draw, words=WORDS, joiner=" "):
    """Words of which some before and after the quote are changed, and where the quote then stands."""
    tokens = st.sampled_from(words)
    before, quote, after = (draw(st.lists(tokens, min_size=size, max_size=40)) for size in (0, 1, 0))
    old = joiner.join([*before, *quote, *after])
    start = len(joiner.join([*before, ""])) if before else 0
    changed = [draw(changes(part, tokens)) for part in (before, after)]
    new = joiner.join([*changed[0], *quote, *changed[1]])
    there = len(joiner.join([*changed[0], ""])) if changed[0] else 0
    length = len(joiner.join(quote))
    return old, Span(start, start + length), new, Span(there, there + length)


@st.composite
def changes(draw, words, tokens):
    changed = []
    for word in words:
        what = draw(st.integers(0, 9))
        changed += [] if what == 0 else [draw(tokens)] if what == 1 else [word, draw(tokens)] if what == 2 else [word]
    return changed


def assert_on_its_words_or_in_doubt(example):
    """Of words that stand there twice nobody can say which were deleted and which came."""
    old, span, new, there = example
    assume(old.count(old[span.start : span.end]) == new.count(old[span.start : span.end]) == 1)
    answer = refind(old, selector_of(old, span), [new])
    if isinstance(answer, Refound):
        assert answer.span == there


@given(edited())
def test_edits_around_a_quote_never_put_it_on_other_words(example):
    assert_on_its_words_or_in_doubt(example)


@given(edited(HAN, ""))
def test_nor_in_chinese(example):
    assert_on_its_words_or_in_doubt(example)


@given(edited(ARABIC))
def test_nor_in_arabic(example):
    assert_on_its_words_or_in_doubt(example)


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(edited())
def test_a_deleted_quote_is_never_certain(example):
    old, span, new, there = example
    without = new[: there.start] + new[there.end :]
    quote = old[span.start : span.end]
    assume(quote not in without and len(quote) > 40)

    answer = refind(old, selector_of(old, span), [without])

    assert not (isinstance(answer, Refound) and answer.is_certain)


@given(st.permutations(WORDS), st.data())
def test_a_quote_that_was_copied_is_found_where_it_stood_or_in_doubt(words, data):
    first, last = sorted(data.draw(st.lists(st.integers(0, len(words)), min_size=2, max_size=2, unique=True)))
    assume((first, last) != (0, len(words)))
    at = data.draw(st.integers(0, len(words)).filter(lambda at: not first <= at <= last))
    old, twice = " ".join(words), " ".join([*words[:at], *words[first:last], *words[at:]])
    span = span_of(" ".join(words[first:last]), old)
    moved = span.end - span.start + 1 if at < first else 0

    answer = refind(old, selector_of(old, span), [twice])

    if isinstance(answer, Refound):
        assert answer.span == Span(span.start + moved, span.end + moved)


PLACE = os.environ.get("COMITY_REAL_DATA")
LOOKED_FOR = 4000


@pytest.mark.skipif(not PLACE, reason="COMITY_REAL_DATA names no folder with the real texts.")
def test_no_passage_of_a_real_text_is_put_on_other_words():
    """Paragraphs of real drafts are edited at random, each word keeping its origin: what is found again is made of the
    words of the passage, and at the most of what was written between them."""
    chance = random.Random(20261122)
    wrong, answers = [], []
    paragraphs = real_paragraphs(Path(PLACE))
    while len(answers) < LOOKED_FOR:
        old = chance.choice(paragraphs)
        news, origins = mutated(old, chance)
        successors = Successors(old, news)
        for _ in range(5):
            first, last = sorted(chance.sample(range(len(tokens_of(old)) + 1), 2))
            last = min(last, first + chance.choice([2, 5, 12, 30]))
            span = Span(tokens_of(old)[first].start(), tokens_of(old)[last - 1].end())
            answer = successors.find(span)
            answers.append(answer)
            if (
                isinstance(answer, Refound)
                and answer.is_certain
                and not is_on_its_words(answer, news, origins, range(first, last))
            ):
                wrong.append((old, old[span.start : span.end], answer, words_at(answer, *news)))
    there = [it for it in answers if isinstance(it, Refound)]
    assert wrong == []
    assert len(there) > 0.5 * LOOKED_FOR


def tokens_of(text):
    return list(re.finditer(r"\w+|[^\w\s]", text))


def real_paragraphs(place):
    found = []
    for path in sorted(place.rglob("*.txt"))[:80]:
        blocks = re.split(r"\n\s*\n", path.read_text("utf-8", errors="replace"))
        found += [it.strip() for it in blocks if 8 <= len(tokens_of(it)) <= 400]
    return found


def mutated(old, chance):
    """The new text in one or two pieces, and of each of its words the number of the old word, None for one written."""
    words = [(it[0], number) for number, it in enumerate(tokens_of(old))]
    sentences = [list(it) for it in cut(words)]
    if chance.random() < 0.3:
        chance.shuffle(sentences)
    if chance.random() < 0.3 and len(sentences) > 1:
        sentences.pop(chance.randrange(len(sentences)))
    rate = chance.choice([0.01, 0.05, 0.15])
    changed = []
    for word in (it for sentence in sentences for it in sentence):
        dice = chance.random()
        if dice < rate:
            changed.append((chance.choice(WORDS), None))
        elif dice < 2 * rate:
            changed += [word, (chance.choice(WORDS), None)]
        elif dice >= 3 * rate:
            changed.append(word)
    middle = chance.choice([len(changed), len(changed) // 2])
    pieces = [it for it in (changed[:middle], changed[middle:]) if it] or [[("Deleted", None)]]
    return tuple(" ".join(word for word, _ in it) for it in pieces), [[number for _, number in it] for it in pieces]


def cut(words):
    ends = [0, *(at for at, (word, _) in enumerate(words, start=1) if word in ".;。"), len(words)]
    return [words[first:last] for first, last in pairwise(dict.fromkeys(ends))]


def is_on_its_words(answer, news, origins, passage):
    """Of what stood in the old text, most is the passage's own: a sentence may have moved in between its words. Words
    that repeat others letter by letter are as good."""
    numbers = [
        number
        for token, number in zip(tokens_of(news[answer.text]), origins[answer.text], strict=True)
        if token.start() < answer.span.end and token.end() > answer.span.start
    ]
    own = [it for it in numbers if it is not None and it in passage]
    strangers = [it for it in numbers if it is not None and it not in passage]
    return len(strangers) < len(own) or answer.score == 1
