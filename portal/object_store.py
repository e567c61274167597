"""Files in an object store that speaks S3, where an installation has one. Pages stream them: nobody is sent there."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

IN_MEMORY = 1024 * 1024
"""Bytes of a file being read; of larger ones a copy lies in the folder of temporary files."""


def storage(bucket: str, *, endpoint: str, region: str, key: str, secret: str) -> dict[str, object]:
    """What STORAGES says of it; "" is left to boto3. Raises ImproperlyConfigured where the package is missing.

    A store that is not Amazon's has its bucket in the path, not in the host's name, and may know no checksums but MD5.
    """
    try:
        from botocore.config import Config
        from storages.backends.s3 import S3Storage
    except ImportError as missing:
        raise ImproperlyConfigured(
            "S3_BUCKET is set and django-storages is missing: pip install --require-hashes -r requirements/s3.txt"
        ) from missing
    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": "path" if endpoint else "auto"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "access_key": key or None,
        "secret_key": secret or None,
        "client_config": config,
        "file_overwrite": False,
        "max_memory_size": IN_MEMORY,
    }
    return {"BACKEND": f"{S3Storage.__module__}.{S3Storage.__qualname__}", "OPTIONS": options}
