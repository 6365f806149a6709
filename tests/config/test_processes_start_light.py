"""No process loads the libraries of documents, calendars or planning before somebody needs them."""

import json
import os
import subprocess
import sys

import pytest

HEAVY = {"icalendar", "numpy", "ortools", "pypdf", "recurring_ical_events", "scipy", "typst"}
STARTS = {
    "web": "import oneteam.config.wsgi, oneteam.config.urls",
    "live": "import oneteam.config.live",
    "worker": "import django; django.setup(); import oneteam.config.commands.worker",
}


@pytest.mark.parametrize("process", STARTS)
def test_start_loads_no_heavy_library(process: str) -> None:
    code = f"{STARTS[process]}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "oneteam.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, env=settings, stdout=subprocess.PIPE, text=True
    )
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert "oneteam.roundtables.mails" in loaded and not HEAVY & set(loaded)
