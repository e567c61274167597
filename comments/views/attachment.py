from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from comments.models import Attachment, Comment
from common.downloads import file_response


@require_safe
def attachment(request: HttpRequest, reference: str, pk: int) -> FileResponse:
    """A file that came with a comment, for whoever may read its words."""
    comment = get_object_or_404(Comment.objects.visible_to(request.user), reference=reference)
    if not comment.shows_words:
        raise Http404
    found = get_object_or_404(Attachment.objects.select_related("stored_file"), comment=comment, pk=pk)
    return file_response(found.stored_file)
