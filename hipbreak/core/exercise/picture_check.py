"""Which picture files may be shown: PNG and SVG of bounded size; an SVG that refers to nothing and runs nothing."""

import re
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hipbreak.core.i18n import gettext as _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_PICTURE_BYTES = 2_000_000
MAX_PIXELS = 4_000
"""Of a side."""
_MAX_SVG_BYTES, _MAX_DEPTH, _MAX_ELEMENTS = 500_000, 100, 20_000
_PNG_START = b"\x89PNG\r\n\x1a\n"
_NAME = re.compile(r"[^/\\:\x00-\x1f\x7f]{1,100}\.(png|svg)", re.IGNORECASE)
_REFUSED = frozenset((
    "image", "feimage", "filter", "mask", "pattern", "marker", "script", "handler", "listener", "foreignobject",
    "audio", "video", "animation", "prefetch", "set", "discard", "animate", "animatecolor", "animatemotion",
    "animatetransform", "mpath", "iframe", "object", "embed", "textarea", "font-face-uri",
))  # fmt: skip
"""Elements that load, run or animate something, or that take long to paint; in lower case."""
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?\s*[^#'\"\s]", re.IGNORECASE)


def is_picture_file(picture: str) -> bool:
    """Whether a picture is a file, by its name or path; all others are drawn by Hipbreak."""
    return picture.lower().endswith((".png", ".svg"))


def is_plain_name(name: str) -> bool:
    """Whether it names a picture in the folder of its routine, and cannot lead elsewhere."""
    return _NAME.fullmatch(name) is not None and not name.startswith(".")


def dark_variant(name: str) -> str:
    """The name or path of the picture for dark surroundings, which need not be there: `arm.png` and `arm-dark.png`."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-dark{dot}{ending}"


def why_unusable(name: str, content: bytes) -> str:
    """Why the content of a picture file cannot be shown, as a clause; empty if it can."""
    if len(content) > MAX_PICTURE_BYTES:
        return _("is larger than {n} MB").format(n=MAX_PICTURE_BYTES // 1000000)
    return _why_no_svg(content) if name.lower().endswith(".svg") else _why_no_png(content)


def _why_no_png(content: bytes) -> str:
    if content[:8] != _PNG_START or content[12:16] != b"IHDR" or len(content) < 45:
        return _("is not a PNG picture")
    width, height = struct.unpack(">II", content[16:24])
    if not 1 <= width <= MAX_PIXELS or not 1 <= height <= MAX_PIXELS:
        return _("has {width} x {height} pixels; at most {most} x {most} are shown").format(
            width=width, height=height, most=MAX_PIXELS
        )
    return ""


def _why_no_svg(content: bytes) -> str:
    if len(content) > _MAX_SVG_BYTES:
        return _("is larger than {n} kB, which is the most for an SVG").format(n=_MAX_SVG_BYTES // 1000)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _("is not UTF-8")
    if "<!DOCTYPE" in text or "<!ENTITY" in text or "<?xml-stylesheet" in text:
        return _("has a DOCTYPE, an entity or a style sheet, which may lead out of the file")
    from xml.etree.ElementTree import ParseError, fromstring  # noqa: PLC0415 - only for an SVG

    try:
        root = fromstring(text.encode())
    except (ParseError, ValueError, RecursionError, LookupError):
        return _("is not an SVG picture")
    if _local(root.tag) != "svg":
        return _("is not an SVG picture")
    return next(_problems(root), "") or _why_too_much(root)


def _local(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _problems(root: "Element") -> Iterator[str]:
    for element in root.iter():
        name = _local(element.tag)
        if name in _REFUSED:
            yield _("has the element {name}, which Hipbreak does not show").format(name=name[:40])
        if name == "style" and _OUTSIDE.search("".join(element.itertext())):
            yield _("refers to something outside of it")
        for key, value in element.attrib.items():
            if _local(key).startswith("on") or (_local(key) == "base"):
                yield _("has the attribute {name}, which Hipbreak does not follow").format(name=_local(key)[:40])
            if (_local(key) in ("href", "src") and not value.strip().startswith("#")) or _OUTSIDE.search(value):
                yield _("refers to something outside of it")


def _why_too_much(root: "Element") -> str:
    """Count the elements as often as `use` paints them: uses of uses grow without bound."""
    by_id = {element.get("id", ""): element for element in root.iter()}
    counted: dict[int, int] = {}
    waiting = [(root, 0, False)]
    open_ = {id(root)}
    while waiting:
        element, depth, is_entered = waiting.pop()
        parts = [*element, *_used(element, by_id)]
        if is_entered:
            counted[id(element)] = 1 + sum(counted.get(id(part), 1) for part in parts)
            open_.discard(id(element))
            continue
        if id(element) in counted:
            continue
        if depth > _MAX_DEPTH:
            return _("has elements nested more than {n} times").format(n=_MAX_DEPTH)
        open_.add(id(element))
        waiting.append((element, depth, True))
        for part in parts:
            if id(part) in open_ and part in _used(element, by_id):
                return _("uses itself")
            if id(part) not in counted:
                waiting.append((part, depth + 1, False))
    count = counted[id(root)]
    return _("paints more than {n} elements").format(n=_MAX_ELEMENTS) if count > _MAX_ELEMENTS else ""


def _used(element: "Element", by_id: dict[str, "Element"]) -> list["Element"]:
    if _local(element.tag) != "use":
        return []
    targets = (value.strip()[1:] for key, value in element.attrib.items() if _local(key) == "href")
    return [by_id[target] for target in targets if target in by_id]
