"""The nine levels of technology readiness and what is asked at each, after the scale that the EU and NASA use.

In words of our own. A step counts when each of its questions is answered with yes, with one line that says what shows it.
"""

from __future__ import annotations

from dataclasses import dataclass

from oneteam.base.fields import Bi


@dataclass(frozen=True)
class Gate:
    level: int
    title: Bi
    questions: tuple[Bi, ...]


HIGHEST = 9
GATES = (
    Gate(
        1,
        Bi("기본 원리 관찰", "Basic principles observed"),
        (
            Bi(
                "기술의 바탕이 되는 원리를 관찰하거나 찾아 적어 두었나요?",
                "Is the principle behind the technology observed or found, and written down?",
            ),
            Bi(
                "이 원리가 현장 문제와 어떻게 이어지는지 설명할 수 있나요?",
                "Can you explain how the principle bears on the problem of the field?",
            ),
        ),
    ),
    Gate(
        2,
        Bi("기술 개념 수립", "Concept formulated"),
        (
            Bi(
                "원리를 어디에 어떻게 쓸지 개념을 글로 정했나요?",
                "Is it written down where and how the principle is to be used?",
            ),
            Bi(
                "이미 있는 방법보다 무엇이 나아질지 예상했나요?",
                "Is it estimated what would become better than with the methods there are?",
            ),
            Bi("가장 큰 불확실성이 무엇인지 적었나요?", "Is the largest uncertainty named?"),
        ),
    ),
    Gate(
        3,
        Bi("개념 검증", "Concept proven by experiment"),
        (
            Bi(
                "핵심이 되는 부분을 실험이나 계산으로 확인했나요?",
                "Has the critical part been confirmed by an experiment or a computation?",
            ),
            Bi(
                "같은 실험을 다시 해도 같은 결과가 나왔나요?",
                "Did the experiment give the same result when it was repeated?",
            ),
            Bi(
                "성공인지 실패인지 가르는 기준을 미리 정했나요?",
                "Was it fixed beforehand what counts as success?",
            ),
        ),
    ),
    Gate(
        4,
        Bi("실험실 검증", "Validated in the laboratory"),
        (
            Bi(
                "부품이나 모형을 하나로 이어 실험실에서 작동시켰나요?",
                "Do the parts work together in the laboratory?",
            ),
            Bi(
                "현장 자료나 그와 비슷한 자료로 시험했나요?",
                "Was it tested with data from the field, or with data like them?",
            ),
            Bi("잰 성능이 다음 단계로 갈 만한가요?", "Is the measured performance good enough to go on?"),
        ),
    ),
    Gate(
        5,
        Bi("유사 환경 검증", "Validated in a relevant environment"),
        (
            Bi(
                "현장과 비슷한 조건(잡음, 온도, 속도, 자료의 흠)에서 시험했나요?",
                "Was it tested under conditions like those of the field, such as noise, heat, speed, faulty data?",
            ),
            Bi(
                "현장 설비나 시스템과 주고받는 접점을 확인했나요?",
                "Are the interfaces to the equipment or systems of the field confirmed?",
            ),
            Bi(
                "안전과 보안에서 걸리는 것을 찾아 적었나요?",
                "Are the risks to safety and security found and written down?",
            ),
        ),
    ),
    Gate(
        6,
        Bi("유사 환경 시연", "Demonstrated in a relevant environment"),
        (
            Bi(
                "거의 실물 크기의 시제품을 현장과 비슷한 환경에서 시연했나요?",
                "Was a prototype near its real size demonstrated in an environment like the field?",
            ),
            Bi(
                "현장에서 쓸 사람이 시연을 보고 의견을 냈나요?",
                "Did people who will use it see it and say what they think?",
            ),
            Bi("목표로 정한 성능에 이르렀나요?", "Was the performance that was wanted reached?"),
        ),
    ),
    Gate(
        7,
        Bi("현장 시연", "Demonstrated in operation"),
        (
            Bi(
                "실제 현장에서 실제 작업 중에 시제품이 작동했나요?",
                "Did the prototype work at the real site during real work?",
            ),
            Bi(
                "멈추거나 틀렸을 때 어떻게 할지 정하고 시험했나요?",
                "Is it settled and tried out what happens when it stops or is wrong?",
            ),
            Bi(
                "현장의 사람이 개발한 사람 없이 쓸 수 있었나요?",
                "Could people of the site use it without those who made it?",
            ),
        ),
    ),
    Gate(
        8,
        Bi("완성과 적격 확인", "Complete and qualified"),
        (
            Bi("마지막 모습 그대로 시험과 적격 확인을 마쳤나요?", "Is the final form tested and qualified?"),
            Bi("설명서, 교육, 유지 보수 방법이 준비되었나요?", "Are manual, training and maintenance ready?"),
            Bi("지켜야 할 규정과 인증을 갖추었나요?", "Are the rules and certificates that apply met?"),
        ),
    ),
    Gate(
        9,
        Bi("실제 운용으로 입증", "Proven in operation"),
        (
            Bi(
                "현장에서 정해 둔 기간 동안 날마다 쓰였나요?",
                "Was it in daily use at the site for the time that was agreed?",
            ),
            Bi(
                "운용 기록으로 성능이 유지되는 것을 확인했나요?",
                "Do records of operation show that its performance lasts?",
            ),
            Bi(
                "현장의 조직이 스스로 운영하고 고치고 있나요?",
                "Does the site's own organisation run and maintain it?",
            ),
        ),
    ),
)


def gate(level: int) -> Gate:
    return GATES[level - 1]
