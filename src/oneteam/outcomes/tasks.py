from oneteam.base.jobs import every

from . import actions


@every("40 23 * * *", name="outcomes.watch")  # 08:40 in Seoul
def watch() -> None:
    actions.watch()
