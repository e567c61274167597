from digests.models.digest import Digest, DigestFile

__all__ = ["Digest", "DigestFile"]
