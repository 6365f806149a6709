"""Tables without a wall, each with the reason why everybody's queries may reach its rows.

A test compares this with the tables of the database: what is neither walled nor named here fails it.
"""

OPEN: dict[str, str] = {
    # What the whole alliance knows of itself.
    "accounts_person": "Names of the people of the alliance; pages show them only to members.",
    "alliance_alliance": "The name of the alliance, which stands on the public home.",
    "alliance_membershipperiod": "Who is a member since when is public.",
    "alliance_organisation": "Members are public; candidates are filtered by the pages and say nothing of a problem.",
    "alliance_seat": "Keys are made from seats, so they must be read before there are keys.",
    "nda_text": "What is signed, for everybody who is asked to sign it; says nothing of a problem.",
    "alliance_skill": "A vocabulary, without any content.",
    # Signing in: read before anybody is known; no page lists them but to the person they belong to.
    "account_emailaddress": "Read at sign-in, before there are keys.",
    "account_emailconfirmation": "Read at sign-in, before there are keys.",
    "auth_group": "Django's own; not used.",
    "auth_group_permissions": "Django's own; not used.",
    "auth_permission": "Django's own; not used.",
    "django_session": "Read at sign-in, before there are keys; holds no content.",
    "mfa_authenticator": "Read at sign-in, before there are keys.",
    "usersessions_usersession": "Read at sign-in, before there are keys.",
    # The machinery.
    "base_cache": "Counts wrong sign-ins; nothing that stands behind a wall is cached.",
    "base_heartbeat": "When the worker was last alive.",
    "experts_reading": "When the encoder of the settings last answered.",
    "django_content_type": "Django's own: names of models.",
    "django_migrations": "Django's own: names of migrations.",
    "procrastinate_events": "Times of jobs.",
    "procrastinate_jobs": "Jobs carry numbers and codes only; sign-in mail is enciphered.",
    "procrastinate_periodic_defers": "Times of jobs.",
    "procrastinate_workers": "Which workers are alive.",
}
