"""`make bench`: what pages, posting and digests cost with few comments and with many, on services of its own."""
