"""What a round asks."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet

from accounts.models import User
from consultations.models import Prompt, PromptOption, Provision, ProvisionText, Round


def prompts_of(round: Round, *, user: User | AnonymousUser) -> list[Prompt]:
    """All of the round in their order, retired ones too, with their options. `round` comes with its consultation.
    Two queries."""
    rows = Prompt.objects.visible_to(user).filter(round=round).order_by("order")
    prompts = list(rows.prefetch_related(Prefetch("options", PromptOption.objects.order_by("number"))))
    for prompt in prompts:
        prompt.round = round
    return prompts


def rounds_that_ask(round: Round, *, user: User | AnonymousUser) -> list[Round]:
    """Other rounds of the same consultation from which prompts can be copied, latest first."""
    rounds = Round.objects.visible_to(user).filter(consultation=round.consultation, prompt_count__gt=0)
    return list(rounds.exclude(pk=round.pk).order_by("-number"))


def prompts_beside(round: Round, eid: str, *, user: User | AnonymousUser) -> list[Prompt]:
    """Those asked now beside one provision. No query where the round asks nothing."""
    if not round.prompt_count:
        return []
    asked = list(Prompt.objects.visible_to(user).asked().filter(round=round, eid=eid).order_by("order"))
    for prompt in asked:
        prompt.round = round
    return asked


def provision_choices(round: Round) -> list[tuple[str, str]]:
    """Every provision of the round's draft by its `eid`, named as in its contents."""
    return list(_names(round, ProvisionText.objects.all()).items())


def names_of_provisions(prompts: list[Prompt], round: Round) -> dict[str, str]:
    """What the provisions that prompts stand beside are called, by `eid`; no query where none does."""
    eids = {prompt.eid for prompt in prompts if prompt.eid}
    return _names(round, ProvisionText.objects.filter(provision__eid__in=eids)) if eids else {}


def _names(round: Round, texts: QuerySet[ProvisionText]) -> dict[str, str]:
    rows = texts.filter(provision__draft=round.draft_id, language=round.draft.language).order_by("provision__order")
    return {
        eid: " ".join(filter(None, (number, heading))) or text[:60] or eid
        for eid, number, heading, text in rows.values_list("provision__eid", "number", "heading", "text")
    }


def provisions_by_eid(prompts: list[Prompt], round: Round) -> dict[str, ProvisionText]:
    """The words of the provisions that prompts stand beside, by `eid`; no query where none does."""
    eids = {prompt.eid for prompt in prompts if prompt.eid}
    if not eids:
        return {}
    provisions = Provision.objects.filter(draft=round.draft_id, eid__in=eids)
    texts = ProvisionText.objects.filter(provision__in=provisions, language=round.draft.language)
    return {text.provision.eid: text for text in texts.select_related("provision")}
