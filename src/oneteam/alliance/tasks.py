from oneteam.base.jobs import every

from . import actions


@every("0 19 * * *", name="alliance.sweep")
def sweep() -> None:
    """By night in Korea: lists that were read and never imported."""
    actions.sweep_drafts()
