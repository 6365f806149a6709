"""Many invented rows from one seed, for measurements: the same seed gives the same alliance."""
