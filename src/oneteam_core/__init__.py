"""Planning cores of OneTeam: plain Python, without Django, database or clock."""
