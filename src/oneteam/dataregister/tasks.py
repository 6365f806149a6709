from oneteam.base.jobs import every

from . import actions


@every("35 23 * * *", name="dataregister.remind")  # 08:35 in Seoul
def remind() -> None:
    actions.remind()
