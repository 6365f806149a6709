"""Letters about panels, tables, minutes and decisions, written at delivery under the recipient's own keys.

For named and sealed problems a letter says neither title nor content: only what is asked, by when, and a link.
"""

from . import decisions, following, invitations, minutes, panels, tables  # noqa: F401
