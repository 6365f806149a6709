"""Pages of projects and effects."""
