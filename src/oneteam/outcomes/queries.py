"""What the pages show. The walls decide which rows there are; nothing here filters by permission to see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import JSONObject

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import queries as alliance
from oneteam.alliance.models import Organisation
from oneteam.files.models import Attachment
from oneteam.files.queries import attachments
from oneteam.projects.enums import PROVEN
from oneteam.projects.models import Effect, Member, Partner, Project
from oneteam.projects.queries import speakers

from .enums import OutcomeState, PublicationState
from .identifiers import DOI
from .models import Answer, Concerned, Contribution, Division, Outcome, Publication, Result

# As ``Outcome.has_evidence`` says it.
EVIDENCE = Q(evidence__isnull=False) | Q(effect__isnull=False) | ~Q(link="") | Q(scheme=DOI.name)
MOST_IN_PANEL = 5

# --- outcomes ------------------------------------------------------------------------------------------


def outcomes() -> QuerySet[Outcome]:
    """As lists show them."""
    return Outcome.objects.select_related("project__disclosure", "organisation", "evidence")


def listed(
    *, kind: str = "", organisation: Organisation | None = None, year: int | None = None
) -> QuerySet[Outcome]:
    """Of all projects that whoever asks can see; what was taken back counts nowhere."""
    found = outcomes().exclude(state=OutcomeState.TAKEN_BACK)
    if kind:
        found = found.filter(kind=kind)
    if organisation is not None:
        found = found.filter(organisation=organisation)
    return found.filter(on__year=year) if year else found


def totals(found: QuerySet[Outcome]) -> dict[str, int]:
    """No evidence, no count; what was claimed stands apart from what was confirmed."""
    return found.order_by().aggregate(
        confirmed=Count("pk", filter=Q(state=OutcomeState.CONFIRMED) & EVIDENCE),
        claimed=Count("pk", filter=Q(state=OutcomeState.CLAIMED) & EVIDENCE),
        bare=Count("pk", filter=~EVIDENCE),
    )


def organisations() -> QuerySet[Organisation]:
    """Of whose outcomes one sees at least one."""
    return Organisation.objects.filter(pk__in=Outcome.objects.order_by().values("organisation")).order_by(
        "kind", "pk"
    )


def years() -> list[int]:
    return list(Outcome.objects.order_by("-on__year").values_list("on__year", flat=True).distinct("on__year"))


def of_project(project: Project) -> QuerySet[Outcome]:
    return outcomes().filter(project=project)


def outcome(code: str) -> QuerySet[Outcome]:
    """With those about whom the rules ask."""
    found = outcomes().select_related(
        "project__lead", "by", "state_by", "confirmed_of", "evidence__by", "result", "effect"
    )
    return found.filter(code=code).prefetch_related(*_people_of("project__"))


def _people_of(path: str = "") -> list[Prefetch]:
    partners, members = Partner.objects.select_related("organisation"), Member.objects.all()
    return [Prefetch(f"{path}partners", partners), Prefetch(f"{path}members", members)]


def savings(project: Project) -> QuerySet[Effect]:
    """Effects that somebody outside has confirmed, with the formula of what they save."""
    return Effect.objects.filter(project_code=project.code, state__in=PROVEN).exclude(saving=[])


def locked(outcome: Outcome) -> Outcome:
    """The row as it is now, held until the end: of two at once the second reads what the first did."""
    return Outcome.objects.select_for_update(of=("self",)).get(pk=outcome.pk)


def file_of(outcome: Outcome) -> list[Attachment]:
    return [outcome.evidence] if outcome.evidence else []


def proofs(files: list[Attachment]) -> set[int]:
    """Those on which a confirmed outcome rests."""
    with walls.system("whether a confirmed outcome rests on a file"):
        kept = Outcome.objects.filter(evidence__in=files, state=OutcomeState.CONFIRMED)
        return set(kept.values_list("evidence", flat=True))


# --- rights ----------------------------------------------------------------------------------------------


def results(project: Project) -> QuerySet[Result]:
    """With what their shares are computed from."""
    found = Result.objects.filter(project=project)
    contributions = Contribution.objects.select_related("organisation")
    return found.prefetch_related(Prefetch("contributions", contributions), "divisions", "patents")


def result(code: str) -> QuerySet[Result]:
    found = Result.objects.select_related("project__disclosure", "project__lead", "by").filter(code=code)
    contributions = Contribution.objects.select_related("organisation", "person")
    patents = outcomes().exclude(state=OutcomeState.TAKEN_BACK)
    return found.prefetch_related(
        *_people_of("project__"),
        Prefetch("contributions", contributions),
        Prefetch("divisions", Division.objects.select_related("by")),
        Prefetch("patents", patents),
    )


def locked_result(result: Result) -> Result:
    return Result.objects.select_for_update(of=("self",)).get(pk=result.pk)


def divisions(result: Result) -> QuerySet[Division]:
    return Division.objects.filter(result=result).select_for_update()


def held(thing: Contribution | Division) -> Contribution | Division | None:
    """The row as it is now, held until the end; nothing where it is there no more."""
    rows = type(thing)._default_manager.select_for_update(of=("self",))
    return rows.filter(pk=thing.pk).first()


def workers(person: Any, project: Project, organisations: Iterable[int]) -> list[Person]:
    """Who may have contributed for these partners: those of the project, and whoever records it."""
    some = {person.pk, project.responsible_id, *(member.person_id for member in project.members.all())}
    held = alliance.at_work().filter(organisation__in=list(organisations), person__in=some)
    return list(
        Person.objects.filter(is_active=True, pk__in=held.order_by().values("person")).order_by("name", "pk")
    )


# --- publications ----------------------------------------------------------------------------------------


def publications(project: Project) -> QuerySet[Publication]:
    return Publication.objects.filter(project=project).select_related("organisation")


def publication(code: str) -> QuerySet[Publication]:
    return _with_review().filter(code=code)


def in_review() -> QuerySet[Publication]:
    return _with_review().filter(state=PublicationState.REVIEW).order_by("pk").select_for_update(of=("self",))


def _with_review() -> QuerySet[Publication]:
    """With those about whom the rules ask, what was answered, and what it concerns."""
    found = Publication.objects.select_related(
        "project__disclosure", "project__lead", "organisation", "by", "state_by"
    )
    return found.prefetch_related(
        *_people_of("project__"),
        Prefetch("answers", Answer.objects.select_related("organisation", "by")),
        Prefetch("concerns", Concerned.objects.select_related("result")),
        "concerns__result__patents",
    )


def locked_publication(publication: Publication) -> Publication:
    return Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)


def answers(publication: Publication) -> QuerySet[Answer]:
    """Of this round."""
    return Answer.objects.filter(publication=publication, round=publication.round)


def draft_files(publication: Publication) -> list[Attachment]:
    return list(attachments().filter(target=publication.target))


def drafts_sent(files: list[Attachment]) -> set[int]:
    """Those that partners look at, or have looked at."""
    codes = {file.target.partition(":")[2] for file in files}
    with walls.system("whether partners look at a draft"):
        sent = Publication.objects.filter(code__in=codes).exclude(state=PublicationState.DRAFT)
        kept = set(sent.values_list("code", flat=True))
    return {file.pk for file in files if file.target.partition(":")[2] in kept}


# --- the panel of a project's page -----------------------------------------------------------------------


def summary(project: Project) -> dict[str, Any]:
    """All that the panel shows, in one statement: a project's page asks for little whatever came out of it."""
    there = (
        Outcome.objects.filter(project=OuterRef("pk"))
        .exclude(state=OutcomeState.TAKEN_BACK)
        .order_by("-on", "-pk")
    )
    names = ("code", "kind", "title", "state", "evidence", "effect", "link", "scheme", "identifier")
    row = JSONObject(**{name: name for name in names})
    shown = ArraySubquery(there.values(row=row)[:MOST_IN_PANEL])
    made = Result.objects.filter(project=OuterRef("pk")).order_by()
    results = ArraySubquery(made.values(row=JSONObject(code="code", title="title"))[:MOST_IN_PANEL])
    drafts = Publication.objects.filter(project=OuterRef("pk")).exclude(state=PublicationState.PUBLIC)
    one = JSONObject(code="code", title="title", state="state")
    coming = ArraySubquery(drafts.order_by("-pk").values(row=one)[:MOST_IN_PANEL])
    found = Project.objects.filter(pk=project.pk).values(outcomes=shown, results=results, publications=coming)
    return dict(found.get())


# --- who is written to -----------------------------------------------------------------------------------


def people_of(project: Project, organisations: Iterable[Organisation]) -> list[Person]:
    """Of each organisation those who work on the project; where nobody does, who speaks for it."""
    working = {project.responsible_id, *(member.person_id for member in project.members.all())}
    with walls.system("who answers for a partner"):
        found: list[Person] = []
        for organisation in organisations:
            held = alliance.at_work().filter(organisation=organisation, person__in=working)
            own = Person.objects.filter(is_active=True, pk__in=held.order_by().values("person")).order_by(
                "pk"
            )
            found += own or speakers(organisation)
    return found


# --- of one person, for their own data export --------------------------------------------------------------


def contributions_of(person: Any) -> QuerySet[Contribution]:
    return Contribution.objects.filter(person=person)


def published_by(person: Any) -> QuerySet[Publication]:
    return Publication.objects.filter(by=person)


def answers_of(person: Any) -> QuerySet[Answer]:
    return Answer.objects.filter(by=person)


def entered_by(person: Any) -> QuerySet[Outcome]:
    return Outcome.objects.filter(by=person)
