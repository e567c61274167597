"""Akoma Ntoso to a draft: its own hierarchy, and its own addresses (`eId`)."""

from consultations.readers.akn.walk import draft_of

__all__ = ["draft_of"]
