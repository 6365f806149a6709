from oneteam.base.jobs import every

from . import actions


@every("45 23 * * *", name="nda.tell_of_ends")  # 08:45 in Seoul
def tell_of_ends() -> None:
    actions.tell_of_ends()
