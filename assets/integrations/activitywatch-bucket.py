#!/usr/bin/env python3
"""Makes a bucket for ActivityWatch out of an export: activitywatch-bucket.py hipbreak.jsonl bucket.json.

Import bucket.json in ActivityWatch under Raw Data, Import buckets. Nothing is sent anywhere.
"""

import json
import platform
import sys
from datetime import datetime

STATUS = {"bout": "sitting", "break": "break", "away": "away"}


def events(lines):
    """The bouts, breaks and absences that were not corrected, the latest first."""
    entries = [json.loads(line) for line in lines if line.strip()]
    corrected = {entry["of_id"] for entry in entries if "of_id" in entry}
    for entry in sorted(entries, key=lambda entry: entry["at"], reverse=True):
        if entry["fact"] in STATUS and entry["id"] not in corrected and "from" in entry:
            length = datetime.fromisoformat(entry["to"]) - datetime.fromisoformat(entry["from"])
            data = {"status": STATUS[entry["fact"]], **({"how": entry["how"]} if entry.get("how") else {})}
            yield {"timestamp": entry["from"], "duration": length.total_seconds(), "data": data}


def main(source, target):
    """Write the bucket."""
    host = platform.node()
    name = f"hipbreak_{host}"
    with open(source, encoding="utf-8") as file:
        found = list(events(file))
    bucket = {"id": name, "type": "hipbreak.posture", "client": "hipbreak", "hostname": host, "events": found}
    bucket["created"] = found[-1]["timestamp"] if found else datetime.now().astimezone().isoformat()
    with open(target, "w", encoding="utf-8") as file:
        json.dump({"buckets": {name: bucket}}, file)
    print(f"{len(found)} events in {target}.")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
