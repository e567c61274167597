"""How long names may be, in characters: the columns, the forms and the imports that fill them agree on these."""

PERSON_NAME = 200
ORGANISATION_NAME = 500
