from django.http import FileResponse

from common.models import StoredFile

SHOWN_BY_BROWSERS = {"image/png", "image/jpeg", "text/plain"}
"""Not PDF: the browsers' viewers do not run in the sandbox below."""


def file_response(stored_file: StoredFile, *, inline: bool = False) -> FileResponse:
    """The file, streamed, under the name that it came with (RFC 6266), and never run as a page of ours.

    `inline` shows what browsers show by themselves and is ignored for every other type.
    """
    response = FileResponse(
        stored_file.file.open("rb"),
        as_attachment=not (inline and stored_file.media_type in SHOWN_BY_BROWSERS),
        filename=stored_file.name,
        content_type=stored_file.media_type,
    )
    response["Content-Length"] = str(stored_file.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
