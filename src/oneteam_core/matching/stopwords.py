"""Words and endings that carry no topic."""

from __future__ import annotations

_ENGLISH = """
a about above across after again against all also although am among an and another any are as at be
because been before being below between both but by can cannot could did do does doing done down
during each either even ever every few for from further had has have having he her here hers him
his how however i if in into is it its itself just least less let like made make makes many may me
might more most much must my near neither no nor not nothing of off on once one only onto or other
our out over own per rather same several shall she should since so some still such than that the
their them then there therefore these they this those through thus to too toward towards two under
until up upon us use used uses using very via was we well were what when where whereas whether
which while who whole whom whose why will with within without would yet you your propose proposed
present paper show shows study approach method methods result results based
"""

_KOREAN_ENDINGS = """
은 는 이 가 을 를 의 에 로 와 과 만 한 할 된 될 들 에서 으로 에게 까지 부터 보다 처럼 마다 라도
이나 이며 이고 이다 인가 들은 들이 들을 들의 에는 에도 에의 로의 와의 과의 로서 로써 하는 하고 한다
하여 해서 했다 하며 하면 하기 하게 하지 되는 된다 되어 되고 되며 되면 되지 있는 없는 적인 적으로
시켜 시키 에서의 에서는 에서도 으로의 으로서 으로써 하였다 되었다 할수록 하도록 되도록 까지의
부터의 하지만
"""

_KOREAN_STEMS = """
있다 없다 있는 없는 있을 없을 있게 한다 하는 하고 하여 하며 하면 하지 된다 되는 되어 대한 대해 위한
위해 통한 통해 따른 따라 따라서 의한 의해 관한 관해 그리고 그러나 하지만 또는 또한 및 등의 등을
이를 이는 그것 이것 저것 우리 여러 모든 어떤 어떻게 무엇 무엇이 얼마나 매우 가장 다시 먼저 이미
아직 지금 때의 때에 때문 때문에 경우 것을 것이 것은 수가 수도 수를 같은 다른 다르다 많다 많은 많아
적은 크다 어렵다 쉽다 본다 보는 준다 주는 쓰는 쓴다 않게 않는 않은 않다 아니라 아니다 못한 모두
각각 서로 함께 바로 사이
"""

ENGLISH = frozenset(_ENGLISH.split())
KOREAN_ENDINGS = frozenset(_KOREAN_ENDINGS.split())
KOREAN_STEMS = frozenset(_KOREAN_STEMS.split())
UNTELLING = (
    "문제 방법 결과 연구 제안 기반 기술 개발 활용 적용 사용 필요 과제"
    " problem research develop development technology apply application"
)
"""Words that stand in texts of every topic: they count, but are no evidence."""
