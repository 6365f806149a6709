"""The usual titles at companies, universities and institutes, in both languages.

Somebody writes a title once, in either language; readers of the other see it in theirs. Other words stay as written.
"""

from __future__ import annotations

TITLES = {
    "교수": "Professor", "부교수": "Associate professor", "조교수": "Assistant professor",
    "연구교수": "Research professor", "연구부교수": "Research associate professor",
    "산학협력교수": "Professor of industry relations", "명예교수": "Professor emeritus", "학과장": "Head of department",
    "책임연구원": "Principal researcher", "선임연구원": "Senior researcher", "연구원": "Researcher",
    "연구소장": "Director of research", "센터장": "Head of centre", "본부장": "Head of division",
    "수석": "Senior staff engineer", "책임매니저": "Senior manager", "매니저": "Manager", "책임": "Manager",
    "팀장": "Team lead", "부장": "General manager", "차장": "Deputy general manager", "과장": "Manager",
    "대리": "Assistant manager", "대표": "Chief executive", "대표이사": "Chief executive", "사장": "President",
    "부사장": "Executive vice president", "전무": "Senior vice president", "상무": "Vice president", "이사": "Director",
    "사무국장": "Head of secretariat", "사무국원": "Secretariat officer",
}  # fmt: skip
# What is said otherwise at another kind of organisation, or of several Korean titles, stays as it was written.
AMBIGUOUS = frozenset({"Director", "President", "Head of department", "Manager", "Chief executive"})
IN_KOREAN = {en.casefold(): ko for ko, en in TITLES.items() if en not in AMBIGUOUS} | {"team leader": "팀장"}


def title_in(title: str, *, korean: bool) -> str:
    return IN_KOREAN.get(title.casefold(), title) if korean else TITLES.get(title, title)


def usual(*, korean: bool) -> list[str]:
    """What to suggest, each word once."""
    return list(TITLES) if korean else list(dict.fromkeys(TITLES.values()))
