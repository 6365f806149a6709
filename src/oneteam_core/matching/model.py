"""What goes into a match: plain frozen data, checked by ``check_inputs`` before anything is computed.

Texts are mappings from a language code to text, such as ``{"ko": "음성 인식", "en": "speech recognition"}``;
either language may be missing. Identifiers are strings chosen by the caller and never shown. Dates are
always passed in: nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Texts = Mapping[str, str]

KINDS = ("industry", "academia", "research")

TIES = ("employed", "sponsored", "sponsored_research", "advisory", "equity", "joint", "spin_off")
"""Kinds of ties of a person or a laboratory; ``employed`` counts as a post, all others alike."""

CONFLICTS = (
    "competitor_org", "affiliate_of_competitor", "engaged_with_competitor", "same_laboratory", "declared",
)  # fmt: skip
"""Codes of what keeps a person from a problem's table, unless it is waived."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """One skill that a problem needs; ``weight`` is its share compared with the other needs."""

    skill: str
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class ProblemText:
    """A problem as the matcher sees it.

    ``parts`` maps a part's name (title, teaser, background, goal, questions, constraints, tried, ...)
    to its texts; all parts count alike, by their words. ``owners`` are the organisations that put the
    problem forward, the first one leading. ``area`` is the business area in which rivalry is judged.
    """

    id: str
    owners: tuple[str, ...]
    area: str
    parts: Mapping[str, Texts] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Work:
    """A paper, patent or report of a person."""

    id: str
    title: Texts = field(default_factory=dict)
    abstract: Texts = field(default_factory=dict)
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class FieldRecord:
    """Experience outside the laboratory: a past table, a project, a site, a post in a plant."""

    id: str
    area: str
    what: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Engagement:
    """A tie to an organisation beside the main post: sponsored research, advice, equity.

    ``kind`` is one of ``TIES``. ``since`` and ``until`` are the first and the last day that count;
    ``None`` leaves that side open.
    """

    org: str
    kind: str
    until: date | None = None
    since: date | None = None


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """A conflict that the person declared, with one problem, one organisation, or both."""

    problem: str | None = None
    org: str | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A person who may sit on a panel.

    ``orgs``: all present employers, the main one first. ``laboratory``: the laboratory or team the person
    works in, ``None`` where there is none or it is not known; people with the same one are colleagues,
    whose ties count for each other (see :func:`conflicts_of`). ``quota_left``: round tables that may still be
    accepted this quarter, ``None`` for no limit. ``free``: names of the slots in which the person is
    free, ``None`` when that is not known (sortable names, such as ISO times, give the earliest first).
    """

    id: str
    orgs: tuple[str, ...]
    kind: str
    skills: tuple[str, ...] = ()
    works: tuple[Work, ...] = ()
    field: tuple[FieldRecord, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    declared: tuple[Declaration, ...] = ()
    quota_left: int | None = None
    free: tuple[str, ...] | None = None
    laboratory: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rivalry:
    """Two organisations compete in ``areas``; the area ``*`` stands for all. Symmetric."""

    a: str
    b: str
    areas: tuple[str, ...] = ("*",)
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Affiliation:
    """Organisations of one group: a rival's affiliate counts as the rival itself."""

    group: str
    orgs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """The owner's written leave that turns a conflict into a note.

    ``code``, one of ``CONFLICTS``, limits it to one kind of conflict; ``None`` waives all of that person for
    that problem.
    """

    problem: str
    person: str
    code: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class LaboratoryTie:
    """A whole laboratory's tie to an organisation: sponsored, a joint laboratory, a spin-off of it.

    ``kind`` is one of ``TIES``. ``since`` and ``until`` are the first and the last day that count;
    ``None`` leaves that side open.
    """

    laboratory: str
    org: str
    kind: str
    until: date | None = None
    since: date | None = None


@dataclass(frozen=True, kw_only=True)
class Relations:
    """Who competes, who belongs together, what was waived, what laboratories are tied to."""

    rivalries: tuple[Rivalry, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    laboratories: tuple[LaboratoryTie, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How the parts of a score are mixed; each part lies between 0 and 1.

    ``topic``: nearness of works to the problem. ``skills``: share of the needed skills the person has.
    ``field``: field experience, 1 in the problem's area, a quarter elsewhere. It is 0 unless asked for:
    what was done in the field is compared with the problem like works, and ``min_field`` sees that somebody
    with field experience is there; a bonus on top would count it twice. ``coverage``: gain of the whole
    panel for all needs being covered.
    ``unknown_topic``: what stands in for the topic of a person without usable works, so that "not
    enough known" neither wins nor loses against people whose works are known; it is never shown.
    """

    topic: float = 0.5
    skills: float = 0.4
    field: float = 0.0
    coverage: float = 1.0
    unknown_topic: float = 0.2


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What a panel must hold.

    ``size`` people are chosen, or as many as the rules allow, but not fewer than ``min_size``.
    ``min_academia``, ``min_research``, ``min_field``: least numbers of each; field experience means a
    field record or a post in industry. ``max_per_org`` counts main employers. ``common_slot`` asks for
    one slot in which everybody with known availability is free. ``industry_is_field`` set to false
    asks for a field record from people of industry too.
    """

    size: int = 6
    min_size: int = 1
    min_academia: int = 1
    min_research: int = 1
    min_field: int = 1
    max_per_org: int = 2
    pinned: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    common_slot: bool = True
    industry_is_field: bool = True
    weights: Weights = Weights()
