from consultations.models.consultation import Consultation, TeamMember
from consultations.models.draft import Draft, Provision, ProvisionText
from consultations.models.round import Round

__all__ = ["Consultation", "Draft", "Provision", "ProvisionText", "Round", "TeamMember"]
