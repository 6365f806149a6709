"""Django's PostgreSQL backend, which wakes the embedded server when it is the one in use."""
