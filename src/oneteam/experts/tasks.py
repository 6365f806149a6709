from oneteam.base.jobs import every

from . import actions


@every("10 19 * * *", name="experts.sweep")
def sweep() -> None:
    """By night in Korea: lists of works that were read and never imported."""
    actions.sweep_drafts()
