"""The migration operations that put up walls, so that every table has the same one."""

from typing import Any

from django.db.migrations import RunSQL

from oneteam.base.codes import ALPHABET

KEYS = """
CREATE FUNCTION wall_keys() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT string_to_array(nullif(current_setting('oneteam.keys', true), ''), ' ') || 'public'::text
$$
"""

# The inner SELECTs make PostgreSQL compute the keys once a statement, not once a row.
SEES = """current_setting('oneteam.system', true) = 'on'
    OR {c}.admitted && (SELECT wall_keys())
    OR ({c}.readers && (SELECT wall_keys()) AND NOT {c}.barred && (SELECT wall_keys()))"""


def _policy(table: str, condition: str) -> Any:
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'CREATE POLICY walls ON "{table}" USING ({condition})',
    ]


class Keys(RunSQL):
    """The function that reads the keys of whoever acts now."""

    def __init__(self) -> None:
        super().__init__(KEYS, "DROP FUNCTION wall_keys()")


class WallCircles(RunSQL):
    """The wall of the circles themselves: a circle is seen by those inside it."""

    def __init__(self) -> None:
        condition = SEES.format(c="walls_circle")
        super().__init__(_policy("walls_circle", condition), RunSQL.noop)


class FillCodes(RunSQL):
    """Give every row of a table a random code of its own, walled or not; the column is there and empty."""

    def __init__(self, table: str, prefix: str, length: int = 8) -> None:
        sign = f"substr('{ALPHABET}', 1 + floor(random() * {len(ALPHABET)})::int, 1)"
        # generate_series depends on the row, or PostgreSQL would draw one code for all of them.
        code = f"(SELECT string_agg({sign}, '') FROM generate_series(1, {length} + 0 * t.id))"
        super().__init__(
            [
                "SELECT set_config('oneteam.system', 'on', true)",
                f"UPDATE \"{table}\" t SET code = '{prefix}-' || {code} WHERE code = ''",
                "SELECT set_config('oneteam.system', '', true)",
            ],
            RunSQL.noop,
            elidable=True,
        )


class Wall(RunSQL):
    """Put the wall around ``table``: a row is seen by the circle that ``column`` points to."""

    def __init__(self, table: str, column: str = "circle_id") -> None:
        self.table, self.column = table, column
        # walls_circle has its own policy, so that the rule stands in one place.
        # Not EXISTS: PostgreSQL would read every circle first, also where a page shows 25 rows of them.
        condition = (
            "current_setting('oneteam.system', true) = 'on' OR "
            f'(SELECT true FROM walls_circle c WHERE c.id = "{table}"."{column}")'
        )
        super().__init__(
            _policy(table, condition),
            [
                f'DROP POLICY walls ON "{table}"',
                f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY',
                f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
            ],
        )
