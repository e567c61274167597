"""Passages of a text: its sentences, how a passage is described, where a description leads, and marks in the HTML.

Pure functions on plain text and clean HTML. Positions are code points of the text, half open.
"""
