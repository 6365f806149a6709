from oneteam.base.jobs import every

from . import actions


@every("0 19 * * *", name="alliance.sweep")
def sweep() -> None:
    """By night in Korea: lists that were read and never imported, names of whose seat had its last day."""
    actions.sweep_drafts()
    actions.sweep_names()
