"""Xfce's window scaling, as its settings manager offers it."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.desktop.display.xfce_scale import read_integer, scale_variables

WANTED = b"Gdk/WindowScalingFactor"


def setting(order: str, kind: int, name: bytes, value: bytes) -> bytes:
    """One, as the specification has it."""
    padded = name + bytes(-len(name) % 4)
    return struct.pack(f"{order}BxH", kind, len(name)) + padded + struct.pack(f"{order}I", 7) + value


def all_settings(order: str) -> bytes:
    """A text, a colour and the factor 2."""
    text = b"Sans 10"
    each = (
        setting(order, 1, b"Gtk/FontName", struct.pack(f"{order}I", len(text)) + text + b"\0"),
        setting(order, 2, b"Gtk/Colour", bytes(8)),
        setting(order, 0, WANTED, struct.pack(f"{order}i", 2)),
    )
    head = bytes(["<>".index(order), 0, 0, 0]) + struct.pack(f"{order}II", 1, len(each))
    return head + b"".join(each)


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_factor_is_found_behind_others(order: str) -> None:
    assert read_integer(all_settings(order), WANTED) == 2
    assert read_integer(all_settings(order), b"Gdk/Another") == 0


@given(st.integers(0, 200), st.binary(max_size=40))
def test_what_is_broken_has_no_factor(kept: int, more: bytes) -> None:
    whole = all_settings("<")
    assert read_integer(whole[:kept], WANTED) in ((2,) if kept >= len(whole) else (0,))
    assert isinstance(read_integer(more, WANTED), int)


@pytest.mark.parametrize("variable", ["QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI"])
def test_what_the_person_has_set_stays(variable: str) -> None:
    assert scale_variables("xcb :0", {variable: "1"}) == {}


@pytest.mark.parametrize("display", ["wayland wayland-0", "offscreen", "xcb :987"])
def test_without_an_x_display_there_is_none(display: str) -> None:
    assert scale_variables(display, {}) == {}
