"""How well lineage is found, against what people know to be true."""
