from __future__ import annotations

from oneteam.base.jobs import every

from . import actions


@every("30 23 * * *", name="projects.ask_sites")  # 08:30 in Seoul
def ask_sites() -> None:
    actions.ask_sites()


@every("30 23 * * *", name="projects.remind_of_measurements")  # 08:30 in Seoul
def remind_of_measurements() -> None:
    actions.remind_of_measurements()


@every("30 23 * * *", name="projects.ask_rechecks")  # 08:30 in Seoul
def ask_rechecks() -> None:
    actions.ask_rechecks()


@every("30 23 * * *", name="projects.ask_exits")  # 08:30 in Seoul
def ask_exits() -> None:
    actions.ask_exits()
