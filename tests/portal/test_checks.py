import pytest
from django.core.checks import run_checks

from tests.accounts.keys import NEW as KEY


@pytest.mark.parametrize(
    ("keys", "while_developed", "at_deployment"),
    [
        ([], [], ["comity.W001"]),
        ([KEY], [], []),
        ([KEY, "no key"], ["comity.E001"], ["comity.E001"]),
    ],
)
def test_keys_of_second_factors(settings, keys, while_developed, at_deployment):
    settings.SECOND_FACTOR_KEYS = keys

    def said(deployment: bool) -> list[str]:
        found = run_checks(tags=["security"], include_deployment_checks=deployment)
        return [it.id for it in found if it.id.startswith("comity.")]

    assert (said(False), said(True)) == (while_developed, at_deployment)
