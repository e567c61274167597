"""What the services of this app refuse, in words for the person who asked. Where it can be put right in a form, the
form says it first; these hold whoever calls.
"""

from comments.errors.answering import AnsweredMeanwhile, AnswerRefused, RoundTakesNoAnswers
from comments.errors.changing import EditedMeanwhile, EditWaits, NothingToWithdraw, WordsStand
from comments.errors.deciding import (
    DecidedMeanwhile,
    HasReplies,
    InviteeNotOpen,
    ListNotChecked,
    MergedMeanwhile,
    NoLongerOffered,
    NothingReported,
    NothingToReport,
    NotMergeable,
    ParentWaits,
    ReasonMissing,
    WaitsForDecision,
)
from comments.errors.posting import (
    AttributionNotAllowed,
    BodyMissing,
    BodyTooLong,
    DraftNotPublished,
    EmailNotVerified,
    NoOrganisationToName,
    NotAdmitted,
    ParentTakenDown,
    PlaceNotThere,
    PositionTaken,
    ProfileIncomplete,
    RoundNotOpen,
    SaidInTheFuture,
    SpeaksForItNoLonger,
    TooManyPlaces,
    UnknownLanguage,
)
from comments.errors.reacting import (
    EmailNotVerifiedToReact,
    NotAdmittedToReact,
    NothingToReactTo,
    RoundTakesNoReactions,
)

__all__ = [
    "AnswerRefused", "AnsweredMeanwhile", "AttributionNotAllowed", "BodyMissing", "BodyTooLong", "DecidedMeanwhile",
    "DraftNotPublished", "EditWaits", "EditedMeanwhile", "EmailNotVerified", "EmailNotVerifiedToReact",
    "HasReplies", "InviteeNotOpen", "ListNotChecked", "MergedMeanwhile", "NoLongerOffered", "NoOrganisationToName",
    "NotAdmitted", "NotAdmittedToReact", "NotMergeable", "NothingReported", "NothingToReactTo", "NothingToReport",
    "NothingToWithdraw", "ParentTakenDown", "ParentWaits", "PlaceNotThere", "PositionTaken", "ProfileIncomplete",
    "ReasonMissing", "RoundNotOpen", "RoundTakesNoAnswers", "RoundTakesNoReactions", "SaidInTheFuture",
    "SpeaksForItNoLonger", "TooManyPlaces", "UnknownLanguage", "WaitsForDecision", "WordsStand",
]  # fmt: skip
