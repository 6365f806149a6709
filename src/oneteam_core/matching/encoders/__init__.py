"""Encoders beside the lexical one, how they are blended, and how one is chosen."""
