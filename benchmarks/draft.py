"""The consultation of the benchmark: an open round on a draft of 500 provisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from random import Random

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.enums import SiteRole
from accounts.models import StakeholderGroup, User
from benchmarks.words import clause
from comments.services.publishing import publish_draft
from consultations.models import Consultation, Draft, Provision, Round
from consultations.round_rules import RoundRules
from consultations.services.consultation import make_consultation, publish_consultation
from consultations.services.draft import start_draft
from consultations.services.draft_reading import read_now
from consultations.services.round import make_round

SLUG = "benchmark"
PARTS = 10
ARTICLES = 10
PARAGRAPHS = 3
ARTICLES_WITH_POINTS = 3
POINTS = 3
PROVISIONS = PARTS * (1 + ARTICLES * (1 + PARAGRAPHS) + ARTICLES_WITH_POINTS * POINTS)
PEOPLE = 400
COUNTRIES = ["KE", "FR", "IN", "BR", "US", "DE", "EG", "CN", "RU", "FJ", "MX", "NG", "JP", ""]


@dataclass(frozen=True)
class Scene:
    consultation: Consultation
    draft: Draft
    round: Round
    provisions: tuple[Provision, ...]
    people: tuple[User, ...]
    secretariat: User


def make_scene() -> Scene:
    """All of it through the services that the desk uses; the people alone are written in bulk."""
    consultation = make_consultation(
        by=None, slug=SLUG, titles={"en": "Benchmark"}, summaries={"en": "What is asked."}, languages=["en"]
    )
    file = BytesIO(draft_text().encode())
    draft = read_now(
        start_draft(by=None, consultation=consultation, label="Draft 1", language="en", file=file, name="draft.md")
    )
    draft = publish_draft(by=None, draft=draft)
    publish_consultation(by=None, consultation=consultation)
    now = timezone.now()
    round = make_round(
        by=None,
        draft=draft,
        rules=RoundRules(opens_at=now - timedelta(days=60), closes_at=now + timedelta(days=30)),
    )
    secretariat = User.objects.create_user("secretariat@example.org", site_role=SiteRole.ADMINISTRATOR)
    provisions = tuple(draft.provisions.order_by("order"))
    return Scene(consultation, draft, round, provisions, people(), secretariat)


def draft_text() -> str:
    chance = Random(3)  # noqa: S311  # nothing secret
    lines = []
    number = 0
    for part in range(1, PARTS + 1):
        lines.append(f"## Part {part}: Measures of the {part}. kind")
        for article in range(1, ARTICLES + 1):
            number += 1
            lines.append(f"### Article {number} Preservation of data in case {number}")
            for paragraph in range(1, PARAGRAPHS + 1):
                with_points = article <= ARTICLES_WITH_POINTS and paragraph == PARAGRAPHS
                lines.append(f"{paragraph}. Each Party shall {clause(chance, 50)}.")
                lines += [f"({'abc'[point]}) {clause(chance, 30)};" for point in range(POINTS if with_points else 0)]
    return "\n\n".join(lines)


def people() -> tuple[User, ...]:
    """Of every group, with a verified address and a complete profile; one in seven states no group."""
    groups = [*StakeholderGroup.objects.offered()]
    now = timezone.now()
    made = User.objects.bulk_create(
        User(
            email=f"person{number}@example.org",
            name=f"Person {number}",
            stakeholder_group=groups[number % len(groups)],
            country=COUNTRIES[number % len(COUNTRIES)],
            organisation_name=f"Organisation {number % 50}" if number % 3 else "",
            profile_completed_at=now,
        )
        for number in range(PEOPLE)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in made
    )
    return tuple(made)
