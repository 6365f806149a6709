"""Counts and durations per route, as Prometheus text. Each process counts for itself; whoever reads adds."""

import os
import threading
from collections import Counter, defaultdict

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_lock = threading.Lock()
_requests: Counter[tuple[str, str, int]] = Counter()
_buckets: dict[str, list[int]] = defaultdict(lambda: [0] * (len(BOUNDS) + 1))
_seconds: Counter[str] = Counter()


def request(route: str, method: str, status: int, seconds: float) -> None:
    place = next((at for at, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))
    with _lock:
        _requests[route, method, status] += 1
        _buckets[route][place] += 1
        _seconds[route] += seconds  # type: ignore[assignment]


def text() -> str:
    process = f'process="{os.getpid()}"'
    with _lock:
        lines = [
            "# HELP oneteam_requests_total Answers by route, method and status.",
            "# TYPE oneteam_requests_total counter",
        ]
        for (route, method, status), count in sorted(_requests.items()):
            lines.append(
                f'oneteam_requests_total{{route="{route}",method="{method}",status="{status}",{process}}}'
                f" {count}"
            )
        lines += [
            "# HELP oneteam_request_seconds Time to answer, by route.",
            "# TYPE oneteam_request_seconds histogram",
        ]
        for route in sorted(_buckets):
            lines += _histogram(route, process)
    return "\n".join(lines) + "\n"


def _histogram(route: str, process: str) -> list[str]:
    name, labels, lines, total = "oneteam_request_seconds", f'route="{route}",{process}', [], 0
    for bound, count in zip((*map(str, BOUNDS), "+Inf"), _buckets[route], strict=True):
        total += count
        lines.append(f'{name}_bucket{{{labels},le="{bound}"}} {total}')
    return [*lines, f"{name}_sum{{{labels}}} {_seconds[route]:.6f}", f"{name}_count{{{labels}}} {total}"]
