"""The walk over HTTP: a small browser, and the way from a draft to a verified effect."""
