"""Every window is tested with the app's own style and palette."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from hipbreak.ui.theme.accessible_roles import install_accessible_roles
from hipbreak.ui.theme.app_style import AppStyle


@pytest.fixture(scope="session")
def app_style(qapp: object) -> AppStyle:
    """The style and the accessible roles of the whole test run."""
    install_accessible_roles()
    style = AppStyle()
    style.request(dark=False)
    return style


@pytest.fixture(autouse=True)
def light_scheme(app_style: AppStyle) -> Iterator[None]:
    """Start each test in light colours."""
    yield
    app_style.request(dark=False)


@pytest.fixture(autouse=True)
def default_locale() -> Iterator[None]:
    """Restore the locale that a test has changed."""
    before = QLocale()
    yield
    QLocale.setDefault(before)
