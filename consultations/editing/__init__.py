"""Putting right by hand what a reader made of a file: pure operations on the provisions of one draft.

No operation changes the order of the words: joining, splitting, lifting and lowering move the borders between
provisions and their levels, nothing else. No words are lost: what is left out goes to the pieces without a place.
"""
