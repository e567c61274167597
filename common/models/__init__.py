from common.models.audit import AuditEntry
from common.models.job import Job
from common.models.outbox import OutboxMail
from common.models.stored_file import StoredFile

__all__ = ["AuditEntry", "Job", "OutboxMail", "StoredFile"]
