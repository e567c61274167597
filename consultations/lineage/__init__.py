"""Which provision of a draft comes from which of the draft before: pure, deterministic, without a database."""
