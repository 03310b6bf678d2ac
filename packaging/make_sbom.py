"""Writes the list of components of the self-contained packages, from their lock file; usage: make_sbom.py FILE.

CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/), the same bytes for the same lock. Standard library only.
"""

import json
import re
import sys
from pathlib import Path

_LOCK = Path(__file__).parent / "requirements-bundle.lock"
_PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)


def sbom(lock: str) -> dict[str, object]:
    """The list for the text of a lock file."""
    components = [
        {"type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name}@{version}"}
        for name, version in _PINNED.findall(lock)
    ]
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": components}


if __name__ == "__main__":
    text = json.dumps(sbom(_LOCK.read_text(encoding="utf-8")), indent=1)
    Path(sys.argv[1]).write_text(text + "\n", encoding="utf-8")
