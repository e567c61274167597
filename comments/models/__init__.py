from comments.models.anchor import Anchor
from comments.models.answer import Answer, AnswerOption, AnswerRevision, AnswerSet, UnsentAnswers
from comments.models.attachment import Attachment
from comments.models.comment import Comment
from comments.models.comment_import import CommentImport, ImportRow
from comments.models.comment_notice import CommentNotice, UntoldEntry
from comments.models.comment_revision import CommentRevision
from comments.models.disposition import DispositionTerm
from comments.models.invitation import InvitationList, Invitee
from comments.models.letter_choice import LetterChoice
from comments.models.moderation_reason import ModerationReasonTerm
from comments.models.placement import AnchorPlacement, CarriedTally, Carrying
from comments.models.reaction import Reaction
from comments.models.report import CommentReport
from comments.models.response import Response, ResponseTarget
from comments.models.round_notice import RoundNotice
from comments.models.sealed_words import SealedWords
from comments.models.tally import Tally
from comments.models.unsent_comment import UnsentComment, UnsentFile
from comments.models.visit import Visit
from comments.models.words import CommentWords

__all__ = [
    "Anchor", "AnchorPlacement", "Answer", "AnswerOption", "AnswerRevision", "AnswerSet", "Attachment",
    "CarriedTally", "Carrying", "Comment", "CommentImport",
    "CommentNotice", "CommentReport", "CommentRevision", "CommentWords", "DispositionTerm", "ImportRow",
    "InvitationList", "Invitee", "LetterChoice", "ModerationReasonTerm", "Reaction", "Response",
    "ResponseTarget", "RoundNotice", "SealedWords", "Tally", "UnsentAnswers", "UnsentComment", "UnsentFile",
    "UntoldEntry", "Visit",
]  # fmt: skip
