"""The files of a digest: each writer streams rows from the database to one file."""
