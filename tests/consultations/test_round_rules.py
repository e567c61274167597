from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from consultations.enums import Attribution, Audience, ModerationMode, Positions
from consultations.models import Round
from consultations.round_rules import RoundRules, narrowed
from consultations.rules_in_words import rules_in_words
from tests.factories import RoundFactory

NAME, ORGANISATION, ANONYMOUS = Attribution
ANNOUNCED = RoundRules(
    opens_at=datetime(2026, 3, 1, tzinfo=UTC),
    closes_at=datetime(2026, 4, 1, tzinfo=UTC),
    audience=Audience.REGIONS,
    audience_codes=("002",),
    attributions=(NAME, ORGANISATION),
    length_limit=2000,
    positions=Positions.ONE_AN_ORGANISATION,
)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, ""),
        ({"attributions": (NAME, ORGANISATION, ANONYMOUS)}, ""),
        ({"attributions": (NAME,)}, "attributions"),
        ({"attributions": (NAME, ANONYMOUS)}, "attributions"),
        ({"length_limit": 2001}, ""),
        ({"length_limit": None}, ""),
        ({"length_limit": 1999}, "length_limit"),
        ({"moderation": ModerationMode.ALL}, ""),
        ({"audience": Audience.EVERYONE, "audience_codes": ()}, ""),
        ({"audience_codes": ("002", "150")}, ""),
        ({"audience_codes": ("150",)}, "audience"),
        ({"audience": Audience.GROUPS, "audience_codes": ("002",)}, "audience"),
        ({"positions": Positions.ANY}, ""),
        ({"positions": Positions.ONE_A_PERSON}, "positions"),
    ],
)
def test_what_allows_less_than_was_announced(change, field):
    assert narrowed(ANNOUNCED, replace(ANNOUNCED, **change)) == field


def test_a_limit_where_there_was_none_allows_less():
    assert narrowed(replace(ANNOUNCED, length_limit=None), ANNOUNCED) == "length_limit"


@pytest.mark.parametrize(
    ("attributions", "said"),
    [
        ([NAME], []),
        ([ANONYMOUS], ["All comments are anonymous: neither persons nor organisations are named."]),
        ([NAME, ANONYMOUS], ["You may comment under your name or anonymously."]),
    ],
)
def test_only_what_is_unusual_is_said(attributions, said):
    assert rules_in_words(Round(attributions=attributions), audience=[]) == said


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"attributions": []},
        {"attributions": ["nickname"]},
        {"length_limit": 99},
        {"length_limit": 20_001},
        {"audience": "regions"},
        {"audience_codes": ["002"]},
        {"audience": "friends", "audience_codes": ["002"]},
        {"positions": "one-a-country"},
    ],
)
def test_the_database_refuses_rules_that_nobody_can_follow(wrong):
    with pytest.raises(IntegrityError):
        RoundFactory(**wrong)
