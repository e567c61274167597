"""Rows for tests that need them to be there and do not care how. What is under test goes through the services."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.enums import MembershipState, SiteRole
from accounts.folding import folded
from accounts.models import Membership, Organisation, RegionalGrouping, StakeholderGroup, User
from consultations.enums import ConsultationState, DraftState, ProvisionKind, TeamRole
from consultations.models import Consultation, Draft, Provision, ProvisionText, Round, TeamMember

GROUPS = {
    "government": "Government",
    "intergovernmental-organisation": "Intergovernmental organisation",
    "civil-society": "Civil society",
    "private-sector": "Private sector",
    "technical-community": "Technical community",
    "academia": "Academia",
    "individual": "Individual",
}


def group(slug: str = "civil-society") -> StakeholderGroup:
    """The stakeholder group of that slug, as the first migration makes it."""
    found, _ = StakeholderGroup.objects.get_or_create(
        slug=slug, defaults={"names": {"en": GROUPS.get(slug, slug)}, "order": list(GROUPS).index(slug)}
    )
    return found


class RegionalGroupingFactory(DjangoModelFactory):
    """A grouping of countries that the secretariat has made."""

    class Meta:
        model = RegionalGrouping

    slug = factory.Sequence(lambda n: f"own-grouping-{n}")
    names = factory.LazyAttribute(lambda it: {"en": it.slug})
    countries = factory.LazyFunction(lambda: ["KE", "TZ"])


class UserFactory(DjangoModelFactory):
    """A person who may comment: e-mail verified, profile complete. The password is "correct horse"."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    stakeholder_group = factory.LazyFunction(group)
    country = "KE"
    profile_completed_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(*args, password=kwargs.pop("password", "correct horse"), **kwargs)

    @factory.post_generation
    def verified(self: User, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        if create and extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class AdministratorFactory(UserFactory):
    site_role = SiteRole.ADMINISTRATOR


class OrganisationFactory(DjangoModelFactory):
    """One that people may speak for, not verified."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Association {n}")
    folded = factory.LazyAttribute(lambda it: folded(f"{it.name} {it.short_name}"))
    short_name = ""
    stakeholder_group = factory.LazyFunction(group)
    country = "KE"


class MembershipFactory(DjangoModelFactory):
    """A person's right to speak for an organisation, since a moment ago."""

    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    state = MembershipState.ACTIVE
    started_at = factory.LazyFunction(timezone.now)


class ConsultationFactory(DjangoModelFactory):
    """A published consultation."""

    class Meta:
        model = Consultation

    slug = factory.Sequence(lambda n: f"consultation-{n}")
    titles = factory.LazyAttribute(lambda it: {"en": f"Initiative {it.slug}"})
    summaries = factory.LazyFunction(lambda: {"en": "What is asked."})
    languages = factory.LazyFunction(lambda: ["en"])
    time_zone = "Africa/Nairobi"
    state = ConsultationState.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)


class TeamMemberFactory(DjangoModelFactory):
    class Meta:
        model = TeamMember

    consultation = factory.SubFactory(ConsultationFactory)
    user = factory.SubFactory(UserFactory)
    role = TeamRole.EDITOR


class DraftFactory(DjangoModelFactory):
    """An unpublished draft without provisions; `published_draft` makes a whole one."""

    class Meta:
        model = Draft

    consultation = factory.SubFactory(ConsultationFactory)
    number = factory.LazyAttribute(lambda it: it.consultation.drafts.count() + 1)
    label = factory.LazyAttribute(lambda it: f"Draft {it.number}")
    language = "en"


def provision(draft: Draft, number: int, *, text: str | None = None, parent: Provision | None = None) -> Provision:
    """An article (or, below a parent, a paragraph) with its text in the draft's language."""
    made = Provision.objects.create(
        draft=draft,
        eid=f"{parent.eid}__para_{number}" if parent else f"art_{number}",
        order=draft.provisions.count() + 1,
        depth=parent.depth + 1 if parent else 0,
        parent=parent,
        kind=ProvisionKind.PARAGRAPH if parent else ProvisionKind.ARTICLE,
    )
    words = text if text is not None else f"Each Party shall do the {number}th thing."
    ProvisionText.objects.create(
        provision=made,
        language=draft.language,
        number=f"{number}." if parent else f"Article {number}",
        heading="" if parent else f"Heading {number}",
        text=words,
        html=f"<p>{words}</p>",
    )
    return made


def published_draft(consultation: Consultation | None = None, *, provisions: int = 3, **fields: Any) -> Draft:
    """A published draft with so many articles."""
    draft = DraftFactory(consultation=consultation or ConsultationFactory(), **fields)
    for number in range(1, provisions + 1):
        provision(draft, number)
    draft.state = DraftState.PUBLISHED
    draft.published_at = timezone.now()
    draft.save()
    return draft


class RoundFactory(DjangoModelFactory):
    """A round that has been open for a week and closes in a week."""

    class Meta:
        model = Round

    draft = factory.LazyFunction(published_draft)
    consultation = factory.LazyAttribute(lambda it: it.draft.consultation)
    number = factory.LazyAttribute(lambda it: it.consultation.rounds.count() + 1)
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=7))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


def submission() -> Any:
    """What a form sends to say that two posts of it are one."""
    return uuid4()
