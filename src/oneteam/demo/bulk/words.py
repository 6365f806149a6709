"""Words that generated titles are made of. (ko, en)"""

from __future__ import annotations

from random import Random

from oneteam.base.fields import Bi

THINGS = [
    ("감속기", "reducers"), ("셋톱박스", "set-top boxes"), ("용접부", "weld seams"), ("냉동기", "compressors"),
    ("상담 통화", "support calls"), ("크레인", "cranes"), ("기지국", "base stations"), ("통조림", "cans"),
    ("세탁기", "washing machines"), ("공시 문서", "filings"), ("배송 차량", "delivery trucks"),
    ("선박 엔진", "ship engines"), ("도장 로봇", "coating robots"), ("물류 창고", "warehouses"),
    ("공유기", "routers"), ("작업자 동선", "workers' paths"), ("가전 부품", "appliance parts"),
    ("해상 기상", "sea weather"), ("블록 이동", "block moves"), ("전력 사용", "power use"),
]  # fmt: skip
TASKS = [
    ("의 고장을 미리 알기", "Foreseeing failures of"), ("의 상태를 소리로 알기", "Judging by sound the state of"),
    ("의 순서를 다시 짜기", "Reordering"), ("의 품질을 고르게 판정", "Even grading of"),
    ("의 이상을 일찍 찾기", "Early warning for"), ("의 사용을 줄이기", "Using less of"),
    ("의 기록을 글로 간추리기", "Summarising records of"), ("의 수요를 내다보기", "Forecasting demand for"),
    ("을 안전하게 다루기", "Handling safely"), ("의 원인을 가려내기", "Finding causes in"),
]  # fmt: skip
PLACES = [
    ("1공장", "plant 1"), ("2도크", "dock 2"), ("동부 센터", "the eastern centre"), ("관제실", "the control room"),
    ("시범 가정", "pilot homes"), ("남부 창고", "the southern store"), ("서비스 센터", "service centres"),
    ("해양 야드", "the offshore yard"), ("연구동", "the laboratory"), ("시험선", "the test vessel"),
]  # fmt: skip
SENTENCES = [
    ("사람마다 판단이 다르고 기록이 흩어져 있어 같은 일이 되풀이된다.",
     "People judge differently and records are scattered, so the same thing happens again."),
    ("드물게 일어나지만 한 번 일어나면 하루가 멈춘다.", "It is rare, but when it happens a day is lost."),
    ("현장마다 조건이 달라 한 곳의 기준이 다른 곳에서 통하지 않는다.",
     "Conditions differ between sites, so a rule made in one fails in the next."),
    ("지금은 경험 많은 두 사람이 손으로 고친다.", "Today two experienced people mend it by hand."),
    ("자료는 있으나 밖으로 나갈 수 없다.", "There is data, but it may not leave the site."),
]  # fmt: skip
SURNAMES = [("가", "Ga"), ("노", "No"), ("도", "Do"), ("라", "Ra"), ("마", "Ma"), ("비", "Bi"), ("소", "So"),
            ("어", "Eo"), ("지", "Ji"), ("추", "Chu"), ("표", "Pyo"), ("하", "Ha")]  # fmt: skip
GIVEN = [("가온", "Ga-on"), ("나래", "Na-rae"), ("다솜", "Da-som"), ("라온", "Ra-on"), ("마루", "Ma-ru"),
         ("바름", "Ba-reum"), ("새벽", "Sae-byeok"), ("아람", "A-ram"), ("여울", "Yeo-ul"), ("이든", "I-deun"),
         ("초롱", "Cho-rong"), ("한결", "Han-gyeol"), ("해찬", "Hae-chan"), ("노을", "No-eul"),
         ("단비", "Dan-bi"), ("슬기", "Seul-gi")]  # fmt: skip


def title(random: Random) -> Bi:
    (thing_ko, thing_en), (task_ko, task_en) = random.choice(THINGS), random.choice(TASKS)
    place_ko, place_en = random.choice(PLACES)
    return Bi(f"{place_ko} {thing_ko}{task_ko}", f"{task_en} {thing_en} at {place_en}")


def text(random: Random, sentences: int = 2) -> Bi:
    chosen = random.sample(SENTENCES, sentences)
    return Bi(" ".join(ko for ko, _ in chosen), " ".join(en for _, en in chosen))


def place(random: Random) -> Bi:
    return Bi(*random.choice(PLACES))


def person(random: Random) -> tuple[str, str]:
    (surname_ko, surname_en), (given_ko, given_en) = random.choice(SURNAMES), random.choice(GIVEN)
    return surname_ko + given_ko, f"{surname_en} {given_en}"
