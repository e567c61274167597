YEARS = range(1900, 2200)
"""Years of instants that people may give. At the ends of the calendar no other zone's clock could show them."""
