from uuid import uuid4

from django.db import models
from django.utils import timezone


def random_path(_instance: "StoredFile", _filename: str) -> str:
    """Stored under a random name: what a person called the file is data, never a path."""
    key = uuid4().hex
    return f"files/{key[:2]}/{key}"


class StoredFile(models.Model):
    """A file somebody gave or a job made. `sha256` is of its bytes, in hexadecimal; `size` in bytes."""

    file = models.FileField(upload_to=random_path, max_length=200)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
