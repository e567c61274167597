"""Answering the prompts of a round: one set of answers a contributor, changed until the round closes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.countries import country
from accounts.models import Organisation, User
from comments.enums import Attribution
from comments.errors import AnsweredMeanwhile, AnswerRefused, RoundTakesNoAnswers
from comments.given import NOTHING, Given, problem_with
from comments.models import Answer, AnswerOption, AnswerRevision, AnswerSet
from comments.permissions import can_answer, is_admitted
from comments.queries.answers import given_in
from comments.services.checks import (
    author_as_stored,
    check_author,
    check_shown,
    check_voice,
    hold_state_of,
    not_admitted,
)
from comments.services.comment import usual_attribution
from comments.services.signing import Signature, signature_of
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record
from common.text import storable
from consultations.enums import PromptKind, RoundState
from consultations.models import Prompt, PromptOption, Round


@transaction.atomic
def answer_prompts(
    *,
    by: User,
    round: Round,
    given: Mapping[int, Given],
    seen: str = "",
    speaking_for: Organisation | None = None,
    attribution: Attribution | None = None,
) -> AnswerSet:
    """Store what a contributor answers, by the numbers of prompts. A prompt that is asked and not among them is passed
    over; what was answered to prompts that are retired stays. Replaced words of a free text are kept as a revision.

    `seen` is `AnswerSet.seen` of the state that the person changes, "" for none. The tags are those of this moment, as
    a comment's. Sending the same answers again changes nothing. The audit row says which prompts were answered, never
    what: it outlives the person.

    Raises RoundTakesNoAnswers, NotAllowed, ProfileIncomplete, EmailNotVerified, SpeaksForItNoLonger, NotAdmitted,
    AttributionNotAllowed, NoOrganisationToName, AnswerRefused, AnsweredMeanwhile.
    """
    hold_state_of(round.consultation_id)
    _hold_prompts_of(round)
    now = timezone.now()
    round = Round.objects.select_related("consultation", "draft").get(pk=round.pk)
    author = author_as_stored(by)
    state = round.state(now)
    if not state.takes_comments:
        raise RoundTakesNoAnswers(state)
    if not is_admitted(author, round):
        raise not_admitted(round)
    if not can_answer(author, round, at=now):
        raise NotAllowed(_("answer the prompts of this round"))
    check_author(author)
    signature = signature_of(author, speaking_for)
    check_voice(signature, round=round)
    attribution = attribution or usual_attribution(round)
    check_shown(attribution, round, organisation_name=signature.organisation_name)
    found, standing = _standing(round, signature.contributor_key)
    asked = list(Prompt.objects.filter(round=round).asked().order_by("pk").prefetch_related("options"))
    changed = [it for it in asked if given.get(it.number, NOTHING) != standing.get(it.number, NOTHING)]
    if found is not None and not changed and found.attribution == attribution:
        return found
    if found is not None and found.seen != seen:
        raise AnsweredMeanwhile(found.seen)
    _check(asked, given, standing)
    answers = _save(found, round=round, signature=signature, attribution=attribution, late=state is RoundState.LATE)
    _replace(answers, changed, given, standing)
    _mark_answered(changed, at=now)
    numbers = sorted(it.number for it in changed)
    record(by=by, verb=Verb.CHANGED if found else Verb.ANSWERED, subject=answers, after={"prompts": numbers})
    return answers


def _hold_prompts_of(round: Round) -> None:
    """Until our transaction ends nobody changes what the round asks; others who answer are not kept waiting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM consultations_round WHERE id = %s FOR SHARE", [round.pk])


def _standing(round: Round, contributor_key: str) -> tuple[AnswerSet | None, dict[int, Given]]:
    """What the contributor has answered, held until our transaction ends; nobody else makes a set meanwhile."""
    with connection.cursor() as cursor:
        name = f"answers:{round.pk}:{contributor_key}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    sets = AnswerSet.objects.select_for_update(of=("self",))
    found = sets.filter(round=round, contributor_key=contributor_key, superseded_by=None).first()
    return found, given_in(found) if found else {}


def _check(asked: Collection[Prompt], given: Mapping[int, Given], standing: Mapping[int, Given]) -> None:
    """An option that is retired stays chosen by whom has chosen it."""
    for prompt in asked:
        kept = standing.get(prompt.number, NOTHING).options
        offered = {it.number for it in prompt.options.all() if not it.is_retired or it.number in kept}
        answer = given.get(prompt.number, NOTHING)
        kind = PromptKind(prompt.kind)
        if problem := problem_with(answer, kind=kind, offered=offered, is_required=prompt.is_required):
            raise AnswerRefused(problem, number=prompt.number)


def _save(
    found: AnswerSet | None, *, round: Round, signature: Signature, attribution: Attribution, late: bool
) -> AnswerSet:
    now = timezone.now()
    answers = found or AnswerSet(round=round, answered_at=now, version=0)
    for name, value in vars(signature).items():
        setattr(answers, name, storable(value) if isinstance(value, str) else value)
    place = country(signature.country)
    answers.region, answers.subregion = (place.region, place.subregion) if place else ("", "")
    answers.attribution, answers.late = attribution, late
    answers.changed_at = now
    answers.version += 1
    answers.save()
    return answers


def _replace(
    answers: AnswerSet, changed: Collection[Prompt], given: Mapping[int, Given], standing: Mapping[int, Given]
) -> None:
    AnswerRevision.objects.bulk_create(
        AnswerRevision(answer_set=answers, prompt=prompt, version=answers.version - 1, text=words)
        for prompt in changed
        if (words := standing.get(prompt.number, NOTHING).text)
    )
    Answer.objects.filter(answer_set=answers, prompt__in=changed).delete()
    said = [prompt for prompt in changed if not given.get(prompt.number, NOTHING).is_nothing]
    rows = Answer.objects.bulk_create(
        Answer(answer_set=answers, prompt=prompt, text=storable(given[prompt.number].text)) for prompt in said
    )
    AnswerOption.objects.bulk_create(
        AnswerOption(answer=row, option=option, rank=place if prompt.kind == PromptKind.RANKING else None)
        for prompt, row in zip(said, rows, strict=True)
        for place, option in enumerate(_options(prompt, given[prompt.number]), start=1)
    )


def _options(prompt: Prompt, given: Given) -> list[PromptOption]:
    by_number = {option.number: option for option in prompt.options.all()}
    return [by_number[number] for number in given.options]


def _mark_answered(prompts: Collection[Prompt], *, at: datetime) -> None:
    """In the order of keys, so that two first answers wait for each other in line."""
    first = [prompt.pk for prompt in prompts if not prompt.is_answered]
    if first:
        rows = Prompt.objects.select_for_update(no_key=True).filter(pk__in=first, answered_at=None).order_by("pk")
        Prompt.objects.filter(pk__in=[row.pk for row in rows]).update(answered_at=at)
