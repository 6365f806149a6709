"""The keys of a person, found by one function in the database, as of this very moment.

``person:7`` always while active · ``org:3`` a seat in a member organisation or start-up · ``at:3:7`` the
same, of this very person · ``nda:3:7`` the same while an NDA of theirs is in force · ``member`` ·
``secretariat`` · ``officer:7`` · ``head`` · ``learner`` · ``startup`` · ``auditor`` · ``role:coordinator:3``
each role in force · ``rival:3:area`` while the person's organisation, or one of its group, competes with
organisation 3 (or one of its group) in the area · ``waived:P-7KQ2XM:p7:3``
(``:nda``), ``waived:P-7KQ2XM:o3`` while a waiver for that problem is in force, of the person who sits at 3 or of
their organisation; ``waived:P-7KQ2XM:o3:p7`` the latter, of this very person.

Whom a thread names is admitted by ``at``, ``nda``, ``officer`` and ``waived``, never by ``person``: with the
seat, the NDA, the membership or the waiver that a name rests on goes what it opened.

What is ended now is stamped by the database's clock and compared with it, so no other clock can prolong access.
"""

SQL = """
CREATE OR REPLACE FUNCTION alliance_keys(who bigint) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    before text := coalesce(current_setting('oneteam.system', true), '');
    today date := (now() AT TIME ZONE 'Asia/Seoul')::date;
    found text[];
BEGIN
    PERFORM set_config('oneteam.system', 'on', true);
    WITH held AS (
        SELECT s.role, s.organisation_id AS org, o.kind, o."group" AS party,
               (o.kind = 'startup' AND o.standing = 'active') AS firm,
               (o.standing = 'active' AND o.kind <> 'startup' AND EXISTS (
                   SELECT 1 FROM alliance_membershipperiod m WHERE m.organisation_id = o.id
                   AND m.starts_on <= today AND (m.ends_on IS NULL OR m.ends_on >= today))) AS member
        FROM alliance_seat s
        JOIN alliance_organisation o ON o.id = s.organisation_id
        JOIN accounts_person p ON p.id = s.person_id
        WHERE s.person_id = who AND p.is_active AND s.starts_on <= today
          AND (s.ended_at IS NULL OR s.ended_at > clock_timestamp())
    ), at_work AS (
        SELECT * FROM held WHERE member
           AND role IN ('staff', 'owner', 'expert', 'coordinator', 'executive', 'officer', 'head')
    ), sits AS (
        SELECT org FROM at_work UNION SELECT org FROM held
        WHERE firm AND role IN ('founder', 'staff', 'owner', 'expert', 'coordinator', 'executive')
    ), agreed AS (
        SELECT a.* FROM alliance_agreement a
        WHERE a.starts_on <= today AND (a.ends_on IS NULL OR a.ends_on >= today)
          AND (a.ended_at IS NULL OR a.ended_at > clock_timestamp())
          AND (a.person_id = who OR a.person_id IS NULL AND a.organisation_id IN (SELECT org FROM sits))
    ), signed AS (
        SELECT 1 FROM agreed WHERE kind = 'nda' AND person_id = who AND thread = ''
    ), waived AS (
        SELECT thread, ':p' || who || ':' || sits.org AS party FROM agreed, sits
        WHERE kind = 'waiver' AND person_id = who
        UNION SELECT thread, ':o' || organisation_id || whose
        FROM agreed, LATERAL (SELECT '' AS whose UNION SELECT ':p' || who) whose
        WHERE kind = 'waiver' AND person_id IS NULL
    ), mine AS (
        SELECT DISTINCT o.id FROM held h JOIN alliance_organisation o
            ON o.id = h.org OR (h.party <> '' AND o."group" = h.party)
    ), rivals AS (
        SELECT DISTINCT r.other_id AS org, unnest(r.areas) AS area FROM alliance_rivalry r
        WHERE r.one_id IN (SELECT id FROM mine) AND r.starts_on <= today
          AND (r.ends_on IS NULL OR r.ends_on >= today)
        UNION
        SELECT DISTINCT r.one_id, unnest(r.areas) FROM alliance_rivalry r
        WHERE r.other_id IN (SELECT id FROM mine) AND r.starts_on <= today
          AND (r.ends_on IS NULL OR r.ends_on >= today)
    )
    SELECT array_agg(DISTINCT key) INTO found FROM (
        SELECT 'person:' || p.id AS key FROM accounts_person p WHERE p.id = who AND p.is_active
        UNION SELECT 'org:' || org FROM sits
        UNION SELECT 'at:' || org || ':' || who FROM sits
        UNION SELECT 'nda:' || org || ':' || who FROM sits WHERE EXISTS (SELECT 1 FROM signed)
        UNION SELECT 'member' FROM at_work
        UNION SELECT 'secretariat' FROM at_work WHERE role IN ('officer', 'head')
        UNION SELECT 'officer:' || who FROM at_work WHERE role IN ('officer', 'head')
        UNION SELECT 'head' FROM at_work WHERE role = 'head'
        UNION SELECT 'role:' || role || ':' || org FROM held
              WHERE member OR firm OR role IN ('auditor', 'administrator')
        UNION SELECT 'learner' FROM held WHERE role = 'learner' AND (member OR firm)
        UNION SELECT 'startup' FROM held WHERE role = 'founder' AND firm
        UNION SELECT 'auditor' FROM held WHERE role = 'auditor'
        UNION SELECT 'waived:' || thread || party || nda FROM waived,
              LATERAL (SELECT '' AS nda UNION SELECT ':nda' FROM signed) nda
        UNION SELECT 'rival:' || o.id || ':' || r.area
              FROM rivals r
              JOIN alliance_organisation named ON named.id = r.org
              JOIN alliance_organisation o
                ON o.id = r.org OR (named."group" <> '' AND o."group" = named."group")
    ) AS all_keys;
    PERFORM set_config('oneteam.system', before, true);
    RETURN coalesce(found, '{}');
END $$
"""

DROP = "DROP FUNCTION alliance_keys(bigint)"
