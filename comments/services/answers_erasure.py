"""What is kept about a person as answers to prompts: given to them on request, and taken away with their account."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import transaction

from accounts.models import User
from comments.contributors import person_key
from comments.models import Answer, AnswerRevision, AnswerSet, UnsentAnswers
from comments.queries.answers import given_in, in_words
from common.enums import Verb
from common.services.audit import record
from consultations.enums import PromptKind
from consultations.queries.prompt import prompts_of


def answers_about(person: User) -> list[dict[str, Any]]:
    """Every set that the person wrote last, with its former words, and what is kept unsent; values that JSON holds."""
    sets = AnswerSet.objects.filter(author=person).select_related("round__consultation", "stakeholder_group")
    stored = [_told(answers, person) for answers in sets.order_by("answered_at", "pk")]
    unsent = UnsentAnswers.objects.filter(user=person).select_related("round__consultation").order_by("pk")
    return stored + [
        {"consultation": it.round.consultation.slug, "round": it.round.number, "unsent": it.fields} for it in unsent
    ]


def _told(answers: AnswerSet, person: User) -> dict[str, Any]:
    prompts = prompts_of(answers.round, user=person)
    former = answers.revisions.select_related("prompt").order_by("version", "pk")
    return {
        "consultation": answers.round.consultation.slug,
        "round": answers.round.number,
        "answered_at": answers.answered_at.isoformat(),
        "changed_at": answers.changed_at.isoformat(),
        "name": answers.author_name,
        "attribution": answers.attribution,
        "organisation": answers.organisation_name,
        "stakeholder_group": answers.stakeholder_group.slug if answers.stakeholder_group else "",
        "country": answers.country,
        "answers": {f"prompt {it.prompt.number}": it.words for it in in_words(prompts, given_in(answers))},
        "former_words": [{"prompt": it.prompt.number, "text": it.text} for it in former],
    }


@transaction.atomic
def erase_answers(*, by: User | None, person: User) -> int:
    """Take the person out of the answers; how many sets that concerned.

    What was chosen goes on being counted under a key that leads to nobody. Words of free texts, which nobody but the
    team has ever read, go, former ones too, unless they are an organisation's. What was kept unsent goes.
    """
    UnsentAnswers.objects.filter(user=person).delete()
    sets = list(AnswerSet.objects.select_for_update().filter(author=person).order_by("pk"))
    for answers in sets:
        if answers.contributor_key == person_key(person.pk):
            AnswerRevision.objects.filter(answer_set=answers).delete()
            Answer.objects.filter(answer_set=answers, prompt__kind=PromptKind.TEXT).delete()
            answers.contributor_key = f"erased:{uuid4().hex}"
            if answers.organisation_id is None:
                answers.organisation_name = ""
        answers.author, answers.author_name = None, ""
        answers.save(update_fields=["author", "author_name", "contributor_key", "organisation_name"])
        record(by=by, verb=Verb.DELETED, subject=answers, reason="erased")
    return len(sets)
