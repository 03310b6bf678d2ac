"""Pictures of one's own: which files may be shown."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.exercise.picture_check import dark_variant, is_picture_file, is_plain_name, why_unusable


def png(width: int, height: int) -> bytes:
    """A PNG with this size in its head, and nothing after it that could be decoded."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + b"\0" * 20


def svg(inside: str = "", more: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" {more}>{inside}</svg>'.encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", png(4000, 1)),
        ("a.SVG", svg('<g id="a"><path d="M0 0h9"/></g><use href="#a"/>')),
        ("a.svg", svg('<rect fill="url(#b)" style="stroke:red"/><style>.x{fill:blue}</style>')),
        ("a.svg", "\ufeff".encode() + svg()),
    ],
)
def test_a_plain_picture_can_be_shown(name: str, content: bytes) -> None:
    assert why_unusable(name, content) == ""


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.png", b"GIF89a", "not a PNG"),
        ("a.png", png(4001, 1), "4001 x 1 pixels"),
        ("a.png", png(0, 1), "0 x 1"),
        ("a.png", png(1, 1)[:30], "not a PNG"),
        ("a.png", bytes(2_000_001), "larger than 2 MB"),
        ("a.svg", bytes(500_001), "larger than 500 kB"),
        ("a.svg", b"\xff\xfe<svg/>", "not UTF-8"),
        ("a.svg", b"<svg", "not an SVG"),
        ("a.svg", b"<html/>", "not an SVG"),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "DOCTYPE"),
        ("a.svg", b'<?xml-stylesheet href="x.css"?><svg/>', "style sheet"),
        ("a.svg", svg('<image href="#a"/>'), "element image"),
        ("a.svg", svg("<script>alert(1)</script>"), "element script"),
        ("a.svg", svg('<x:image xmlns:x="urn:x"/>'), "element image"),
        ("a.svg", svg('<use href="file:///etc/passwd"/>'), "outside"),
        ("a.svg", svg('<a href="https://example.org"/>'), "outside"),
        ("a.svg", svg('<rect fill="url(http://example.org/#a)"/>'), "outside"),
        ("a.svg", svg("<style>@import 'x.css';</style>"), "outside"),
        ("a.svg", svg(more='onload="x()"'), "onload"),
        ("a.svg", svg('<g id="a"><use href="#a"/></g>'), "uses itself"),
        ("a.svg", svg("<g>" * 101 + "</g>" * 101), "nested"),
        ("a.svg", svg("<g/>" * 20_001), "more than 20000"),
    ],
)
def test_a_picture_that_cannot_be_shown_says_why(name: str, content: bytes, says: str) -> None:
    assert says in why_unusable(name, content)


def test_uses_of_uses_are_counted_as_often_as_they_paint() -> None:
    levels = "".join(f'<g id="g{n}">{f"""<use href="#g{n - 1}"/>""" * 10}</g>' for n in range(1, 30))
    assert "paints more than" in why_unusable("a.svg", svg(f'<g id="g0"><path d="M0 0"/></g>{levels}'))


@pytest.mark.parametrize(
    "name", ["../a.png", "/a.png", "a/b.svg", "a\\b.png", "C:a.png", ".a.png", "a.gif", "a\n.png", ".png"]
)
def test_a_name_that_may_lead_out_of_the_folder_is_not_plain(name: str) -> None:
    assert not is_plain_name(name)


def test_the_dark_form_has_its_own_name() -> None:
    assert dark_variant("arm.up.png") == "arm.up-dark.png"
    assert is_plain_name("Arm left.PNG") and is_picture_file("Arm left.PNG") and not is_picture_file("stand")


@given(st.binary(max_size=300), st.sampled_from(["a.png", "a.svg"]))
def test_any_content_gets_an_answer(content: bytes, name: str) -> None:
    assert isinstance(why_unusable(name, content), str)
    assert isinstance(why_unusable(name, b"<svg>" + content + b"</svg>"), str)
