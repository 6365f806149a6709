from oneteam.base.jobs import every

from . import actions


@every("30 18 * * *", name="files.sweep")
def sweep() -> None:
    """By night in Korea: what was begun and not finished, and what belongs to no row any more."""
    actions.sweep()
