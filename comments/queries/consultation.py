from comments.models import Comment
from consultations.models import Consultation


def has_comments(consultation: Consultation) -> bool:
    """Whether anybody has said anything, in whatever state it is now."""
    return Comment.objects.filter(consultation=consultation).exists()
