from oneteam.base.jobs import every

from . import actions


@every("20 * * * *", name="roundtables.agree_by_silence")
def agree_by_silence() -> None:
    actions.agree_by_silence()


@every("30 23 * * *", name="roundtables.remind_invited")  # 08:30 in Seoul
def remind_invited() -> None:
    actions.remind_invited()
