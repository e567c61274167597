from consultations.models.consultation import Consultation, TeamMember
from consultations.models.draft import Draft, Provision, ProvisionText
from consultations.models.prompt import Prompt, PromptOption
from consultations.models.round import Round

__all__ = ["Consultation", "Draft", "Prompt", "PromptOption", "Provision", "ProvisionText", "Round", "TeamMember"]
