"""Which of the streams that `pactl` lists are recordings of a microphone by a program that a person uses.

https://www.freedesktop.org/wiki/Software/PulseAudio/Documentation/Developer/Clients/ApplicationProperties/
https://docs.pipewire.org/page_man_pipewire-props_7.html
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

_NO_SOURCE = "4294967295"  # the stream is not connected, or records one program only
_LOWEST_RATE = 1_000  # Hz; level meters ask for some values a second
_RATE = r"\b([0-9]+)Hz"
_PROPERTY = r'([\w.-]+) = "(.*)"'
_INTERNAL_ROLES = ("abstract", "filter", "dsp")
_INTERNAL_CATEGORIES = ("filter", "manager", "monitor")
_INTERNAL_FLAGS = ("node.passive", "node.virtual", "resample.peaks", "stream.capture.sink", "stream.monitor")
_METERS = ("peak detect", "plasmapa-volumemeter")
_PROGRAM_KEYS = ("application.id", "application.name", "application.process.binary", "node.name")
_MIXERS_AND_EFFECTS = (
    "carla", "cava", "cinnamon-settings", "easyeffects", "gnome-control-center", "helvum", "jamesdsp", "jdsp4linux",
    "kmix", "mate-volume-control", "noisetorch", "pavucontrol", "pavucontrol-qt", "plasma-pa", "plasmashell",
    "pulseaudio volume control", "pulseeffects", "pwvucontrol", "qpwgraph", "volumecontrol",
)  # fmt: skip


class PactlBlock(Struct, frozen=True):
    """One source or stream of a list; keys and values of properties in lower case."""

    index: str
    fields: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)


def recording_outputs(sources: str, outputs: str) -> Iterator[str]:
    """Yield the index of each stream by which a program that a person uses records a microphone.

    `sources` is the output of `list sources`, or of `list short sources`, which lacks the origin of a virtual source.
    """
    streams = _blocks(outputs, "Source Output #")
    loudspeakers = _loudspeakers(_blocks(sources, "Source #") or _rows(sources), streams)
    for stream in streams:
        if stream.fields.get("Source") not in (*loudspeakers, _NO_SOURCE) and not _is_internal(stream):
            yield stream.index


def _is_internal(stream: PactlBlock) -> bool:
    """Whether the stream is paused, a level meter, or a part of the sound server or of a chain of effects."""
    fields, properties = stream.fields, stream.properties
    driver, owner = fields.get("Driver", ""), fields.get("Owner Module", "n/a")
    rate = re.search(_RATE, fields.get("Sample Specification", ""))
    return (
        fields.get("Corked") == "yes"
        or fields.get("Client") == "n/a"
        or driver.startswith("module-")
        or (driver == "PipeWire" and owner not in ("n/a", _NO_SOURCE))
        or fields.get("Resample method") == "peaks"
        or (rate is not None and int(rate[1]) < _LOWEST_RATE)
        or any(properties.get(flag) in ("true", "1") for flag in _INTERNAL_FLAGS)
        or "node.link-group" in properties
        or properties.get("media.role") in _INTERNAL_ROLES
        or properties.get("media.category") in _INTERNAL_CATEGORIES
        or not properties.get("media.class", "stream/input/audio").startswith("stream/input/audio")
        or properties.get("media.name") in _METERS
        or any(_is_mixer_or_effect(properties[key]) for key in _PROGRAM_KEYS if key in properties)
    )


def _is_mixer_or_effect(name: str) -> bool:
    return name in _MIXERS_AND_EFFECTS or name.rpartition(".")[2] in _MIXERS_AND_EFFECTS or name.startswith("ee_")


def _loudspeakers(sources: list[PactlBlock], streams: list[PactlBlock]) -> set[str]:
    """The sources that carry what the loudspeakers play, also those made from such a source."""
    found = {source.index for source in sources if _is_monitor(source)}
    by_name = {source.fields.get("Name", "").lower(): source.index for source in sources}
    made_from = {
        source.index: {
            *(by_name[name] for name in [source.properties.get("device.master_device")] if name in by_name),
            *(stream.fields.get("Source", "") for stream in streams if _feeds(stream, source)),
        }
        for source in sources
    }
    for _ in sources:  # each may be made from one that is made from another
        found |= {index for index, origins in made_from.items() if origins and origins <= found}
    return found


def _is_monitor(source: PactlBlock) -> bool:
    return (
        source.fields.get("Name", "").endswith(".monitor")
        or source.fields.get("Monitor of Sink", "n/a") != "n/a"
        or source.properties.get("device.class") == "monitor"
    )


def _feeds(stream: PactlBlock, source: PactlBlock) -> bool:
    """Whether the stream belongs to the module or chain that makes the source."""
    owner, group = source.fields.get("Owner Module", "n/a"), source.properties.get("node.link-group")
    by_module = owner not in ("n/a", _NO_SOURCE) and stream.fields.get("Owner Module") == owner
    is_of_module = stream.fields.get("Client") == "n/a"
    return (by_module and is_of_module) or (group is not None and stream.properties.get("node.link-group") == group)


def _rows(text: str) -> list[PactlBlock]:
    """A short list: index, name, driver and more, between tabs."""
    rows = [line.split("\t") for line in text.splitlines()]
    return [PactlBlock(row[0], {"Name": row[1]}) for row in rows if len(row) > 1]


def _blocks(text: str, head: str) -> list[PactlBlock]:
    """A long list."""
    found = []
    for part in text.split(head)[1:]:
        first, *lines = part.splitlines()
        fields: dict[str, str] = {}
        properties: dict[str, str] = {}
        for line in map(str.strip, lines):
            match = re.fullmatch(_PROPERTY, line)
            key, colon, value = line.partition(": ")
            if match:
                properties[match[1].lower()] = match[2].lower()
            elif colon:
                fields.setdefault(key, value)
        found.append(PactlBlock(first.strip(), fields, properties))
    return found
