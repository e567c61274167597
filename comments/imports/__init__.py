"""Reading files of comments, by a mapping, into values that fit the comment table. Free of the database."""
