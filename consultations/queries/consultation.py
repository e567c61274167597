from consultations.models import Consultation


def has_comments(consultation: Consultation) -> bool:
    """Whether anybody has said anything, in whatever state it is now.

    Comments live in a higher app, so this asks the database by the name that the relation has on this side.
    """
    return Consultation.objects.filter(pk=consultation.pk, comments__isnull=False).exists()
