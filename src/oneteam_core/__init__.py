"""Cores of OneTeam, which plan and compare: pure Python without Django, without a clock, the same answer for the same input.

Sums of numbers run in one thread, unless the environment says otherwise: their order, and so the last digit, would
depend on the machine, and two threads on a busy machine wait for each other longer than one takes alone.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
