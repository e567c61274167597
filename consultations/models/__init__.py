from consultations.models.consultation import Consultation, TeamMember, is_public, is_worked_on_by
from consultations.models.draft import Draft, Provision, ProvisionText, is_draft_seen_by
from consultations.models.draft_edit import DraftEdit, DraftSource
from consultations.models.lineage import Lineage
from consultations.models.prompt import Prompt, PromptOption
from consultations.models.round import Round
from consultations.models.words import ProvisionWords

__all__ = [
    "Consultation",
    "Draft",
    "DraftEdit",
    "DraftSource",
    "Lineage",
    "Prompt",
    "PromptOption",
    "Provision",
    "ProvisionText",
    "ProvisionWords",
    "Round",
    "TeamMember",
    "is_draft_seen_by",
    "is_public",
    "is_worked_on_by",
]
