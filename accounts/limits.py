"""How long names may be, in characters: the columns, the forms and the imports that fill them agree on these."""

PERSON_NAME = 200
ORGANISATION_NAME = 500
SHORT_NAME = 40
REGISTER_NUMBER = 100
NOTE = 2000
"""Characters of a note that goes with a request or a verification."""

OPEN_REQUESTS = 5
"""So many organisations one person may ask to speak for before the secretariat has answered."""

INVITATIONS_A_DAY = 20
"""So many colleagues one person may invite within 24 hours."""

TERM_NAME = 120
"""Of a stakeholder group and of whatever else the secretariat keeps lists of."""
