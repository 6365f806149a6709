"""OneTeam: industry problems, seated with the people who can solve them, followed into the field."""

__version__ = "0.1.0"
