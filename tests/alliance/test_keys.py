"""What keys a person holds at this moment: the whole set, so that nothing slips in."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from oneteam.accounts.models import Person
from oneteam.alliance.enums import Kind, Role, Standing
from oneteam.alliance.models import MembershipPeriod
from tests.alliance.house import (
    keys,
    nda,
    organisation,
    person,
    rivals,
    seat,
    somebody,
    tomorrow,
    waiver,
    yesterday,
)

pytestmark = pytest.mark.django_db


def test_person_without_a_seat_holds_only_their_own() -> None:
    alone = person("Alone")
    assert keys(alone) == {f"person:{alone.pk}"}


def test_inactive_person_holds_nothing() -> None:
    gone = somebody("Gone", organisation("A"))
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    assert keys(gone) == frozenset()


def test_owner_at_a_member() -> None:
    a = organisation("A")
    owner = somebody("Owner", a)
    assert keys(owner) == {
        f"person:{owner.pk}", f"org:{a.pk}", f"at:{a.pk}:{owner.pk}", "member", f"role:owner:{a.pk}"
    }  # fmt: skip


@pytest.mark.parametrize("role", ["staff", "owner", "expert", "coordinator", "executive", "officer", "head"])
def test_who_works_at_a_member_is_a_member(role: str) -> None:
    assert "member" in keys(somebody("Worker", organisation("A"), role))


def test_officer_and_head() -> None:
    host = organisation("Host")
    officer, head = somebody("Officer", host, Role.OFFICER), somebody("Head", host, Role.HEAD)
    assert {"secretariat", f"officer:{officer.pk}"} <= keys(officer) and "head" not in keys(officer)
    assert {"secretariat", f"officer:{head.pk}", "head"} <= keys(head)


def test_a_period_makes_no_start_up_a_member() -> None:
    firm = organisation("Firm", Kind.STARTUP)
    MembershipPeriod.objects.create(organisation=firm, starts_on=yesterday())
    for role in ("staff", "owner", "expert", "coordinator", "executive", "founder"):
        assert "member" not in keys(somebody(role, firm, role))


def test_learner_is_no_member() -> None:
    a = organisation("A")
    learner = somebody("Learner", a, Role.LEARNER)
    assert keys(learner) == {f"person:{learner.pk}", "learner", f"role:learner:{a.pk}"}


def test_founder_belongs_to_the_start_up_and_is_no_member() -> None:
    firm = organisation("Firm", Kind.STARTUP)
    founder = somebody("Founder", firm, Role.FOUNDER)
    assert keys(founder) == {
        f"person:{founder.pk}", "startup", f"org:{firm.pk}", f"at:{firm.pk}:{founder.pk}", f"role:founder:{firm.pk}"
    }  # fmt: skip


@pytest.mark.parametrize("standing", [standing for standing in Standing if standing != Standing.ACTIVE])
@pytest.mark.parametrize(
    ("kind", "role"),
    [(Kind.STARTUP, Role.FOUNDER), (Kind.STARTUP, Role.LEARNER), (Kind.INDUSTRY, Role.LEARNER)],
)
def test_founders_and_learners_of_an_organisation_that_is_not_active_hold_nothing(
    kind: str, role: str, standing: str
) -> None:
    holder = somebody("Holder", organisation("A", kind, standing=standing), role)
    assert keys(holder) == {f"person:{holder.pk}"}


def test_auditor_reads_logs_only() -> None:
    host = organisation("Host")
    auditor = somebody("Auditor", host, Role.AUDITOR)
    assert keys(auditor) == {f"person:{auditor.pk}", "auditor", f"role:auditor:{host.pk}"}


def test_seat_that_begins_tomorrow_opens_nothing_today() -> None:
    later = somebody("Later", organisation("A"), starts_on=tomorrow())
    assert keys(later) == {f"person:{later.pk}"}


def test_seat_that_ended_a_minute_ago_opens_nothing() -> None:
    ended = somebody("Ended", organisation("A"), ended_at=timezone.now() - dt.timedelta(minutes=1))
    assert keys(ended) == {f"person:{ended.pk}"}


def test_seat_with_an_end_to_come_is_still_open() -> None:
    assert "member" in keys(
        somebody("Ending", organisation("A"), ended_at=timezone.now() + dt.timedelta(minutes=5))
    )


@pytest.mark.parametrize("standing", [standing for standing in Standing if standing != Standing.ACTIVE])
def test_only_an_active_organisation_makes_members(standing: str) -> None:
    holder = somebody("Holder", organisation("A", standing=standing))
    assert keys(holder) == {f"person:{holder.pk}"}


def test_membership_that_ran_out_makes_no_member() -> None:
    a = organisation("A")
    MembershipPeriod.objects.filter(organisation=a).update(ends_on=yesterday())
    assert "member" not in keys(somebody("Holder", a))


def test_seats_in_two_organisations_give_both() -> None:
    a, b = organisation("A"), organisation("B")
    both = somebody("Both", a)
    seat(both, b, Role.EXPERT)
    assert {f"org:{a.pk}", f"org:{b.pk}", f"role:owner:{a.pk}", f"role:expert:{b.pk}"} <= keys(both)
    assert f"role:expert:{a.pk}" not in keys(both)


def rival_keys(holder: Person) -> set[str]:
    return {key for key in keys(holder) if key.startswith("rival:")}


def test_rivalry_is_mutual_and_bound_to_its_areas() -> None:
    a, b, c = organisation("A"), organisation("B"), organisation("C")
    rivals(a, b, "network", "media")
    assert rival_keys(somebody("At_a", a)) == {f"rival:{b.pk}:network", f"rival:{b.pk}:media"}
    assert rival_keys(somebody("At_b", b)) == {f"rival:{a.pk}:network", f"rival:{a.pk}:media"}
    assert rival_keys(somebody("At_c", c)) == set()


@pytest.mark.parametrize("dates", [{"starts_on": "tomorrow"}, {"ends_on": "yesterday"}])
def test_rivalry_counts_only_between_its_days(dates: dict[str, str]) -> None:
    a, b = organisation("A"), organisation("B")
    days = {"tomorrow": tomorrow(), "yesterday": yesterday()}
    rivals(a, b, "network", **{name: days[day] for name, day in dates.items()})
    assert rival_keys(somebody("At_a", a)) == set()


def test_rivalry_holds_to_the_end_of_its_last_day() -> None:
    a, b = organisation("A"), organisation("B")
    rivals(a, b, "network", ends_on=timezone.localdate())
    assert rival_keys(somebody("At_a", a)) == {f"rival:{b.pk}:network"}


def test_affiliates_count_as_one_party_on_both_sides() -> None:
    a, a2 = organisation("A", group="Spring"), organisation("A2", group="Spring")
    b, b2 = organisation("B", group="Autumn"), organisation("B2", group="Autumn")
    rivals(a, b, "network")
    both = {f"rival:{b.pk}:network", f"rival:{b2.pk}:network"}
    assert rival_keys(somebody("At_a2", a2)) == both
    assert rival_keys(somebody("At_b2", b2)) == {f"rival:{a.pk}:network", f"rival:{a2.pk}:network"}


def test_organisations_without_a_group_are_no_affiliates_of_each_other() -> None:
    a, b, c = organisation("A"), organisation("B"), organisation("C")
    rivals(a, b, "network")
    assert rival_keys(somebody("At_c", c)) == set()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
def test_secretariat_is_walled_like_its_employer(role: str) -> None:
    host, b = organisation("Host"), organisation("B")
    rivals(host, b, "*")
    assert rival_keys(somebody("Officer", host, role)) == {f"rival:{b.pk}:*"}


@pytest.mark.parametrize("role", [Role.LEARNER, Role.AUDITOR])
def test_even_who_is_no_member_carries_the_employers_rivalry(role: str) -> None:
    a, b = organisation("A"), organisation("B")
    rivals(a, b, "network")
    assert rival_keys(somebody("Holder", a, role)) == {f"rival:{b.pk}:network"}


def test_rivalry_of_a_suspended_organisation_still_walls_its_people() -> None:
    a, b = organisation("A", standing=Standing.SUSPENDED), organisation("B")
    rivals(a, b, "network")
    assert rival_keys(somebody("Holder", a)) == {f"rival:{b.pk}:network"}


def nda_keys(holder: Person) -> set[str]:
    return {key for key in keys(holder) if key.startswith("nda:")}


def test_nda_key_while_it_is_in_force_at_each_organisation() -> None:
    a, b = organisation("A"), organisation("B")
    expert = somebody("Expert", a, Role.EXPERT)
    seat(expert, b, Role.EXPERT)
    nda(expert)
    assert nda_keys(expert) == {f"nda:{a.pk}:{expert.pk}", f"nda:{b.pk}:{expert.pk}"}


def test_nda_of_somebody_without_a_seat_opens_nothing() -> None:
    expert = person("Expert")
    nda(expert)
    assert keys(expert) == {f"person:{expert.pk}"}


def test_nda_opens_nothing_before_after_or_once_ended_or_for_one_problem_only() -> None:
    where = organisation("A")
    early, late, ended, narrow = (somebody(name, where) for name in ("Early", "Late", "Ended", "Narrow"))
    nda(early, starts_on=tomorrow())
    nda(late, ends_on=yesterday())
    nda(ended, ended_at=timezone.now() - dt.timedelta(seconds=1))
    nda(narrow, thread="P-7KQ2XM")
    assert [nda_keys(who) for who in (early, late, ended, narrow)] == [set()] * 4


def test_nda_of_somebody_else_opens_nothing() -> None:
    where = organisation("A")
    nda(somebody("Other", where))
    assert nda_keys(somebody("Me", where)) == set()


def waiver_keys(holder: Person) -> set[str]:
    return {key for key in keys(holder) if key.startswith("waived:")}


def test_waiver_of_a_person_or_of_their_organisation_while_it_is_in_force() -> None:
    a = organisation("A")
    expert, colleague = somebody("Expert", a, Role.EXPERT), somebody("Colleague", a)
    waiver(thread="P-1", person=expert)
    waiver(thread="P-2", organisation=a)
    waiver(thread="P-3", person=expert, ends_on=yesterday())
    waiver(thread="P-4", person=expert, ended_at=timezone.now() - dt.timedelta(seconds=1))
    assert waiver_keys(expert) == {
        f"waived:P-1:p{expert.pk}:{a.pk}", f"waived:P-2:o{a.pk}", f"waived:P-2:o{a.pk}:p{expert.pk}"
    }  # fmt: skip
    assert waiver_keys(colleague) == {f"waived:P-2:o{a.pk}", f"waived:P-2:o{a.pk}:p{colleague.pk}"}
    nda(expert)
    assert f"waived:P-1:p{expert.pk}:{a.pk}:nda" in waiver_keys(expert)
