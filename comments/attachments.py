"""What may be given with a comment."""

from common.enums import FileType

ATTACHMENT_FILES = frozenset({FileType.PDF, FileType.DOCX, FileType.ODT, FileType.PNG, FileType.JPEG})
ENDINGS = ".pdf,.docx,.odt,.png,.jpg,.jpeg"
"""As a browser's file dialogue is told."""
MOST_FILES = 5
"""With one comment that is posted."""
