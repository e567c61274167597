"""What becomes of the places that comments hang on when another draft follows; pure."""
