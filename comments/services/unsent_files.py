"""Files given with a comment that is not posted yet: they wait with its words, and go when those go."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from comments.attachments import ATTACHMENT_FILES, MOST_FILES
from comments.models import Attachment, UnsentComment, UnsentFile
from comments.queries.unsent_files import unsent_files_of
from common.models import StoredFile
from common.uploads import ATTACHMENT_LIMIT, Readable, UploadRefused, store


@transaction.atomic
def add_file(*, unsent: UnsentComment, upload: Readable, name: str) -> UnsentFile:
    """Keep a file with the words that its writer keeps. Raises UploadRefused: also where there are enough already."""
    unsent = UnsentComment.objects.select_for_update(of=("self",)).get(pk=unsent.pk)
    if unsent.files.count() >= MOST_FILES:
        raise UploadRefused(
            _("“%(name)s” was not taken: a comment may have %(most)s files. Remove one first.")
            % {"name": name, "most": MOST_FILES}
        )
    stored = store(upload, name=name, allowed=ATTACHMENT_FILES, limit=ATTACHMENT_LIMIT)
    return UnsentFile.objects.create(unsent=unsent, stored_file=stored)


@transaction.atomic
def remove_file(*, user: User | AnonymousUser, session: SessionBase, pk: int) -> None:
    """Nobody else's is touched."""
    for found in unsent_files_of(user=user, session=session).filter(pk=pk):
        found.delete()
        delete_unused([found.stored_file_id])


def delete_unused(stored: Iterable[int]) -> None:
    """Of these stored files, by primary keys, those that belong to no comment, posted or not. The store is swept
    (`common.services.stored_file`)."""
    here = {"stored_file": OuterRef("pk")}
    used = Exists(Attachment.objects.filter(**here)) | Exists(UnsentFile.objects.filter(**here))
    StoredFile.objects.filter(~used, pk__in=stored).delete()
