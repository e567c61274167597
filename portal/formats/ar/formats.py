"""Dates in Arabic: day, month and year in this order, and a time of 24 hours, which Django's own formats lack."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i"
SHORT_DATE_FORMAT = "j M Y"
