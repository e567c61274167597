"""One consultation with everything that an address of ours can name, under fixed keys."""

from io import BytesIO
from uuid import UUID

from comments.models import Attachment, Comment, CommentImport
from common.enums import FileType
from common.models import Job, StoredFile
from common.uploads import store
from consultations.models import Consultation
from digests.models import Digest, DigestFile
from tests.factories import ConsultationFactory, RoundFactory, published_draft
from tests.scenes import Scene, comment

SLUG = "matter"
REFERENCE = "C-2345678J"
KEY = UUID("00000000-0000-4000-8000-000000000001")


def published_matter() -> Consultation:
    consultation: Consultation = ConsultationFactory(slug=SLUG)
    draft = published_draft(consultation, source=stored("draft.csv"))
    round = RoundFactory(draft=draft, consultation=consultation)
    scene = Scene(consultation, draft, round, tuple(draft.provisions.order_by("order")))
    said = comment(scene, provision=scene.provisions[0])
    Comment.objects.filter(pk=said.pk).update(reference=REFERENCE)
    Attachment.objects.create(pk=1, comment=said, stored_file=stored("letter.csv"))
    job = Job.objects.create(task="none", subject_id=1)
    CommentImport.objects.create(
        key=KEY, consultation=consultation, round=round, source_file=stored("in.csv"), mapping="", job=job
    )
    digest = Digest.objects.create(key=KEY, consultation=consultation, formats=["csv"], job=job)
    DigestFile.objects.create(digest=digest, name="comments.csv", stored_file=stored("comments.csv"))
    return consultation


def unpublished_matter() -> Consultation:
    consultation: Consultation = ConsultationFactory(slug=SLUG, state="unpublished", published_at=None)
    RoundFactory(draft=published_draft(consultation, source=stored("draft.csv")), consultation=consultation)
    return consultation


def stored(name: str) -> StoredFile:
    return store(BytesIO(b"a,b\n1,2\n"), name=name, allowed=frozenset({FileType.CSV}), limit=1000)
