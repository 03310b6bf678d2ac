"""The style paints flat controls, large enough to be hit, with one accent and a visible focus."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QMenu,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
    QTabBar,
    QTimeEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hipbreak.ui.theme import tokens
from hipbreak.ui.theme.app_style import AppStyle
from hipbreak.ui.theme.buttons import make_primary, make_tertiary
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, FOCUS_GAP, FOCUS_RING, PRIMARY_BUTTON_HEIGHT
from hipbreak.ui.theme.tokens import Tokens

SETS = (tokens.LIGHT, tokens.DARK, tokens.HIGH_CONTRAST_LIGHT, tokens.HIGH_CONTRAST_DARK)
_MARGIN = 16


def _combo_box() -> QComboBox:
    box = QComboBox()
    box.addItems(["one", "two"])
    return box


def _tabs() -> QTabBar:
    tabs = QTabBar()
    tabs.addTab("one")
    tabs.addTab("two")
    return tabs


def _list() -> QListWidget:
    rows = QListWidget()
    rows.addItems(["one", "two"])
    return rows


def _tool_button() -> QToolButton:
    button = QToolButton()
    button.setText("<")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


CONTROLS: dict[str, Callable[[], QWidget]] = {
    "button": lambda: QPushButton("Go"),
    "tool button": _tool_button,
    "check box": lambda: QCheckBox("on"),
    "radio button": lambda: QRadioButton("on"),
    "combo box": _combo_box,
    "spin box": QSpinBox,
    "date": QDateEdit,
    "time": QTimeEdit,
    "line edit": QLineEdit,
    "tabs": _tabs,
    "slider": lambda: QSlider(Qt.Orientation.Horizontal),
    "list": _list,
}
TARGETS = [name for name in CONTROLS if name not in ("slider", "list")]


@pytest.fixture(params=SETS, ids=("light", "dark", "contrast light", "contrast dark"))
def colours(request: pytest.FixtureRequest, app_style: AppStyle) -> Tokens:
    """The application's colours, each set in turn."""
    chosen: Tokens = request.param
    app_style.request(None, chosen)
    return chosen


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """A window in which a control has room for its ring."""
    window = QWidget()
    QHBoxLayout(window).setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    qtbot.addWidget(window)
    yield window


def shown(window: QWidget, control: QWidget) -> QImage:
    """The window with the control, as painted."""
    layout = window.layout()
    assert isinstance(layout, QHBoxLayout)
    layout.addWidget(control, alignment=Qt.AlignmentFlag.AlignCenter)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return window.grab().toImage()


def colours_in(image: QImage, rect: QRect) -> set[str]:
    """Every colour of this part of the picture."""
    return {
        image.pixelColor(x, y).name()
        for x in range(rect.left(), rect.right() + 1)
        for y in range(rect.top(), rect.bottom() + 1)
    }


def distance(a: str, b: str) -> int:
    """The largest difference of red, green or blue; the edges of shapes are smooth."""
    pairs = ((int(a[n : n + 2], 16), int(b[n : n + 2], 16)) for n in (1, 3, 5))
    return max(abs(x - y) for x, y in pairs)


@pytest.mark.parametrize("name", TARGETS)
def test_targets_are_high_enough(qtbot: QtBot, name: str) -> None:
    control = CONTROLS[name]()
    qtbot.addWidget(control)
    assert control.sizeHint().height() >= BUTTON_HEIGHT


def test_a_menu_item_is_high_enough_and_a_separator_is_not(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    action, separator = menu.addAction("Go"), menu.addSeparator()
    menu.ensurePolished()
    assert menu.actionGeometry(action).height() >= BUTTON_HEIGHT
    assert menu.actionGeometry(separator).height() < BUTTON_HEIGHT


@pytest.mark.parametrize("name", CONTROLS)
def test_the_focus_has_a_ring_with_a_gap(window: QWidget, colours: Tokens, name: str) -> None:
    control = CONTROLS[name]()
    shown(window, control)
    control.clearFocus()
    image = window.grab().toImage()
    middle = QPoint(control.geometry().left() - FOCUS_GAP - FOCUS_RING, control.geometry().center().y())
    assert image.pixelColor(middle).name() == colours.paper.lower()
    control.setFocus()
    QApplication.processEvents()
    image = window.grab().toImage()
    ring = [image.pixelColor(middle + QPoint(n, 0)).name() for n in range(FOCUS_RING)]
    gap = [image.pixelColor(middle + QPoint(FOCUS_RING + n, 0)).name() for n in range(FOCUS_GAP)]
    assert set(ring) == {colours.accent.lower()}
    assert set(gap) == {colours.paper.lower()}


def test_the_ring_moves_with_the_focus_and_goes_with_the_window(qtbot: QtBot) -> None:
    for _ in range(2):
        window = QWidget()
        qtbot.addWidget(window)
        row = QHBoxLayout(window)
        row.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        first, second = QPushButton("one"), QPushButton("two")
        row.addWidget(first)
        image = shown(window, second)
        for button in (first, second):
            button.setFocus()
            QApplication.processEvents()
            image = window.grab().toImage()
            for other in (first, second):
                left = QPoint(other.geometry().left() - FOCUS_GAP - 1, other.geometry().center().y())
                is_accent = image.pixelColor(left).name() == tokens.LIGHT.accent.lower()
                assert is_accent == (other is button)
        window.close()


def test_buttons_are_flat(window: QWidget, colours: Tokens) -> None:
    button = QPushButton("")
    image = shown(window, button)
    inside = button.geometry().adjusted(8, 3, -8, -3)
    assert colours_in(image, inside) == {colours.surface.lower()}
    edge = QPoint(button.geometry().center().x(), button.geometry().top())
    assert image.pixelColor(edge).name() == colours.edge.lower()


def test_a_primary_button_is_filled_with_the_accent(window: QWidget, colours: Tokens) -> None:
    button = QPushButton("")
    make_primary(button)
    image = shown(window, button)
    assert button.height() == PRIMARY_BUTTON_HEIGHT
    assert colours_in(image, button.geometry().adjusted(8, 1, -8, -1)) == {colours.accent.lower()}
    make_primary(button, False)
    image = window.grab().toImage()
    assert image.pixelColor(button.geometry().center()).name() == colours.surface.lower()


def test_a_tertiary_button_is_text_alone(window: QWidget, colours: Tokens) -> None:
    button = QPushButton("Skip")
    make_tertiary(button)
    image = shown(window, button)
    assert colours_in(image, button.geometry().adjusted(0, 0, 0, 2 - button.height())) == {colours.paper.lower()}
    found = colours_in(image, button.geometry())
    assert any(distance(colour, colours.accent) < 24 for colour in found)


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_a_chosen_box_is_filled_with_the_accent(window: QWidget, colours: Tokens, kind: type[QAbstractButton]) -> None:
    box = kind()
    image = shown(window, box)
    assert colours.accent.lower() not in colours_in(image, box.geometry())
    assert colours.edge.lower() in colours_in(image, box.geometry())
    box.setCheckable(True)
    box.setChecked(True)
    assert {colours.accent.lower(), colours.accent_ink.lower()} <= colours_in(window.grab().toImage(), box.geometry())


def test_a_selected_row_has_a_wash_and_a_bar(window: QWidget, colours: Tokens) -> None:
    rows = _list()
    shown(window, rows)
    rows.setCurrentRow(1)
    QApplication.processEvents()
    row = rows.visualItemRect(rows.item(1))
    row.moveTopLeft(rows.viewport().mapTo(window, row.topLeft()))
    found = colours_in(window.grab().toImage(), row)
    assert colours.wash.lower() in found
    assert any(distance(colour, colours.accent) < 24 for colour in found)


def test_progress_is_painted_as_far_as_it_is(window: QWidget, colours: Tokens) -> None:
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setValue(50)
    image = shown(window, bar)
    left, right = bar.geometry().width() // 4, bar.geometry().width() * 3 // 4
    y = bar.geometry().center().y()
    assert image.pixelColor(bar.x() + left, y).name() == colours.accent.lower()
    assert image.pixelColor(bar.x() + right, y).name() == colours.wash.lower()


def test_an_icon_of_a_button_is_not_shown(window: QWidget) -> None:
    """Some desktops have icons on the buttons of dialogs."""
    button, red = QPushButton("OK"), QPixmap(16, 16)
    red.fill(QColor("#ff0000"))
    plain = button.sizeHint()
    button.setIcon(QIcon(red))
    image = shown(window, button)
    assert button.sizeHint() == plain
    assert "#ff0000" not in colours_in(image, button.geometry())


@pytest.mark.parametrize("orientation", [Qt.Orientation.Horizontal, Qt.Orientation.Vertical])
def test_a_scroll_bar_has_no_arrows_and_a_thumb_that_can_be_hit(qtbot: QtBot, orientation: Qt.Orientation) -> None:
    bar = QScrollBar(orientation)
    qtbot.addWidget(bar)
    vertical = orientation == Qt.Orientation.Vertical
    bar.resize(QSize(12, 200) if vertical else QSize(200, 12))
    bar.setRange(0, 10_000)
    bar.setPageStep(10)

    def part(which: QStyle.SubControl) -> QRect:
        option = QStyleOptionSlider()
        bar.initStyleOption(option)
        return bar.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, which, bar)

    def length(rect: QRect) -> int:
        return rect.height() if vertical else rect.width()

    assert part(QStyle.SubControl.SC_ScrollBarAddLine).isEmpty()
    assert length(part(QStyle.SubControl.SC_ScrollBarGroove)) == 200
    assert length(part(QStyle.SubControl.SC_ScrollBarSlider)) >= BUTTON_HEIGHT
    bar.setValue(10_000)
    thumb = part(QStyle.SubControl.SC_ScrollBarSlider)
    assert (thumb.bottom() if vertical else thumb.right()) == 199


def test_a_menu_has_the_colours_of_the_app(qtbot: QtBot, colours: Tokens) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    assert menu.palette().base().color() == QColor(colours.surface)
    assert menu.palette().text().color() == QColor(colours.ink)
