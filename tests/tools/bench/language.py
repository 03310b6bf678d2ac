"""What a catalogue costs at the start: a process that loads one and looks every text up, beside one in English."""

import json
import statistics
import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog

from tests.tools.bench.table import Row

TOP = Path(__file__).parents[3]
sys.path.insert(0, str(TOP / "packaging"))

import translations  # noqa: E402 - a script, which no package holds

_USED = 300
"""Texts that are looked up: more than tray, menu and card have."""
_PROGRAM = """
import json, sys, time
from pathlib import Path
from hipbreak.core import i18n
from hipbreak.store.languages import load_language

def memory():
    return next(int(line.split()[1]) for line in open("/proc/self/smaps_rollup") if line.startswith("Pss:"))

texts, before, begun = json.loads(sys.argv[3]), memory(), time.perf_counter()
i18n.install(load_language(sys.argv[2], {}, Path(sys.argv[1])).translations)
for text in texts:
    i18n.gettext(text)
print(json.dumps([(time.perf_counter() - begun) * 1000, (memory() - before) / 1024]))
"""


def measure(folder: Path, runs: int) -> list[Row]:
    """With a whole catalogue, which differs from the English texts, and without."""
    template, whole = translations.read(translations.TEMPLATE), Catalog(locale="de")
    texts = [message.id for message in template if isinstance(message.id, str) and message.id]
    for text in texts:
        whole.add(text, f"{text} ö")
    file = folder / "locale" / "de" / "LC_MESSAGES" / "hipbreak.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(translations.compiled(whole))
    time_ms, memory_mb = (
        [ours - english for ours, english in zip(*pair, strict=True)]
        for pair in zip(_runs(folder, "de", texts, runs), _runs(folder, "en", texts, runs), strict=True)
    )
    return [
        Row(f"a catalogue of {len(texts)} texts, {_USED} of them used", "ms", statistics.median(time_ms), target=8),
        Row("  its memory", "MB", statistics.median(memory_mb), target=1),
    ]


def _runs(folder: Path, language: str, texts: list[str], runs: int) -> tuple[list[float], list[float]]:
    command = [sys.executable, "-c", _PROGRAM, str(folder / "locale"), language, json.dumps(texts[:_USED])]
    found = [json.loads(subprocess.run(command, cwd=TOP, check=True, capture_output=True).stdout) for _ in range(runs)]
    return [time_ms for time_ms, _memory in found], [memory for _time, memory in found]
