"""`make demo`: everything that serves people, on one machine, from one command."""
