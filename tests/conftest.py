"""Fixtures for every test. Factories stand in `tests/factories`, one file per app."""
