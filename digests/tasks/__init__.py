from digests.tasks.digest import build

__all__ = ["build"]
