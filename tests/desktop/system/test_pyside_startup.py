"""PySide6 keeps no copy of the source; the workaround is needed as long as it would."""

import json
import subprocess
import sys

_LOOK = """
import json, linecache
from hipbreak.desktop.system.pyside_startup import disable_source_inspection
from hipbreak.core.facts.tracking_facts import Fact
before = [name for name in linecache.cache if "tracking_facts.py" in name]
disable_source_inspection()
from hipbreak.core.settings.settings import Settings
from hipbreak.ui.intents import Intent
after = [name for name in linecache.cache if "intents.py" in name or "settings.py" in name]
print(json.dumps([len(before), len(after)]))
"""


def test_source_is_read_without_it_and_not_with_it() -> None:
    done = subprocess.run([sys.executable, "-c", _LOOK], check=True, capture_output=True, text=True, timeout=60)
    assert json.loads(done.stdout) == [1, 0]
