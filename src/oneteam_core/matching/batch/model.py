"""What goes into a plan for many problems: who is wanted where, how much each can carry, and the scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from oneteam_core.matching.errors import MatchingError

Pair = tuple[str, str]
"""A problem and a person."""


@dataclass(frozen=True, kw_only=True)
class Demand:
    """How many people a problem gets: at least ``least``, at most ``most``."""

    problem: str
    least: int
    most: int


@dataclass(frozen=True, kw_only=True)
class Load:
    """How many problems a person takes: at least ``least``, at most ``most``."""

    person: str
    least: int = 0
    most: int


@dataclass(frozen=True, kw_only=True)
class GroupLimit:
    """At each of ``problems`` (all of them where it is ``None``): so many of the group's people.

    ``name`` is shown when rules clash: an organisation, a kind of people. ``most`` ``None``: no upper
    limit. The people of one organisation with ``most=2``: at most two of it at one problem.
    """

    name: str
    people: tuple[str, ...]
    least: int = 0
    most: int | None = None
    problems: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Keep:
    """The old plan, and how much of it may be given up.

    ``pairs``: what was planned; pairs of people or problems that are gone count as given up.
    ``budget``: at most so many of the old pairs are given up. ``fewest``: as few as possible are given
    up, before anything else is looked at. New pairs at free seats are no change to anybody and not
    counted. With neither, nothing is kept on purpose and only the difference is told.
    """

    pairs: tuple[Pair, ...]
    budget: int | None = None
    fewest: bool = False


@dataclass(frozen=True, eq=False)
class Scores:
    """Scores of pairs; a pair that is not listed is never planned.

    ``problem``, ``person``: positions, whole numbers of shape (pairs,); ``value``: the scores, any finite
    numbers up to a thousand million in size, shape (pairs,). ``shape``: number of problems and of people.
    """

    problem: NDArray[np.intp]
    person: NDArray[np.intp]
    value: NDArray[np.float64]
    shape: tuple[int, int]

    @classmethod
    def dense(cls, matrix: ArrayLike) -> Scores:
        """From a matrix of shape (problems, people). Complexity: linear in its size.

        >>> Scores.dense([[0.5, 0.25]]).shape
        (1, 2)
        """
        try:
            values = np.asarray(matrix, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise MatchingError(
                "scores", "are no table of numbers; give a row of them for each problem, all of one length"
            ) from error
        if values.ndim != 2:
            raise MatchingError("scores", f"have {values.ndim} dimensions; give a row for each problem")
        problems, people = values.shape
        rows = np.repeat(np.arange(problems, dtype=np.intp), people)
        return cls(rows, np.tile(np.arange(people, dtype=np.intp), problems), values.ravel(), values.shape)

    @classmethod
    def sparse(
        cls, *, problem: ArrayLike, person: ArrayLike, value: ArrayLike, shape: tuple[int, int]
    ) -> Scores:
        """From three lists of equal length: the candidates of each problem.

        >>> Scores.sparse(problem=[0, 1], person=[2, 0], value=[0.5, 0.25], shape=(2, 3)).value.tolist()
        [0.5, 0.25]
        """
        rows, columns = np.asarray(problem, dtype=np.intp), np.asarray(person, dtype=np.intp)
        return cls(rows, columns, np.asarray(value, dtype=np.float64), shape)


@dataclass(frozen=True, kw_only=True, eq=False)
class Batch:
    """Many problems and many people. ``scores`` are in the order of ``demands`` and ``loads``.

    ``forbidden`` pairs are never planned, ``fixed`` pairs always. Ties between equally good plans are
    settled by the problems' names and by what is known of the people, never by the people's names or
    their order. ``encoder`` and ``instead_of`` say what compared the texts that the scores rest on, as a
    :class:`~oneteam_core.matching.result.Panel` does; empty where the scores came from elsewhere.
    """

    demands: tuple[Demand, ...]
    loads: tuple[Load, ...]
    scores: Scores
    forbidden: tuple[Pair, ...] = ()
    fixed: tuple[Pair, ...] = ()
    groups: tuple[GroupLimit, ...] = ()
    keep: Keep | None = None
    encoder: str = ""
    instead_of: str = ""

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(demand.problem for demand in self.demands)

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(load.person for load in self.loads)

    def only(self, problem: str) -> Batch:
        """The same with one problem alone, nothing fixed elsewhere and nothing kept.

        Raises ``ValueError`` for an unknown problem. Complexity: linear in the number of pairs.

        >>> numbered([[0.5, 0.25], [0.75, 1]], demand=1, load=1).only("P0001").scores.value.tolist()
        [0.75, 1.0]
        """
        row = self.problems.index(problem)
        here = self.scores.problem == row
        scores = Scores(
            np.zeros(int(here.sum()), dtype=np.intp), self.scores.person[here], self.scores.value[here],
            (1, len(self.loads)),
        )  # fmt: skip
        return replace(
            self, demands=(self.demands[row],), scores=scores, keep=None,
            loads=tuple(replace(load, least=0) for load in self.loads),
            forbidden=tuple(pair for pair in self.forbidden if pair[0] == problem),
            fixed=tuple(pair for pair in self.fixed if pair[0] == problem),
            groups=tuple(
                replace(group, problems=None)
                for group in self.groups
                if group.problems is None or problem in group.problems
            ),
        )  # fmt: skip

    def by_pair(self) -> dict[Pair, float]:
        """The score of each pair that has one. Complexity: linear in their number.

        >>> numbered([[0.5, 0.25]], demand=1, load=1).by_pair()
        {('P0000', 'E0000'): 0.5, ('P0000', 'E0001'): 0.25}
        """
        scores, problems, people = self.scores, self.problems, self.people
        places = zip(scores.problem.tolist(), scores.person.tolist(), scores.value.tolist(), strict=True)
        return {(problems[at], people[who]): value for at, who, value in places}


def numbered(
    scores: ArrayLike | Scores,
    *,
    demand: int | Sequence[int],
    load: int | Sequence[int],
    load_least: int | Sequence[int] = 0,
) -> Batch:
    """A batch of nameless problems ``P0000``, ... and people ``E0000``, ... with exact demands.

    Parameters: scores of shape (problems, people); people wanted by each problem; most and least
    problems of each person. Complexity: linear in the size of the scores.

    >>> numbered([[0.5, 0.25]], demand=1, load=1).people
    ('E0000', 'E0001')
    """
    given = scores if isinstance(scores, Scores) else Scores.dense(scores)
    problems, people = given.shape
    wanted, most, least = _each(demand, problems), _each(load, people), _each(load_least, people)
    return Batch(
        demands=tuple(
            Demand(problem=f"P{at:04}", least=count, most=count) for at, count in enumerate(wanted)
        ),
        loads=tuple(
            Load(person=f"E{at:04}", least=low, most=high)
            for at, (low, high) in enumerate(zip(least, most, strict=True))
        ),
        scores=given,
    )


def _each(value: int | Sequence[int], count: int) -> list[int]:
    return [value] * count if isinstance(value, int) else [int(one) for one in value]
