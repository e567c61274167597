"""The comment table as SQL: which columns, of which comments, in which order, and how many there must be."""
