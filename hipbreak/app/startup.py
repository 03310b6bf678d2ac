"""Runs the app until the person quits: only one, with a display, and ended by signals too."""

import gc
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLoggingCategory, QSocketNotifier, QTimer
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from hipbreak.app.application import Application
from hipbreak.app.language import AppLanguage
from hipbreak.core.i18n import gettext as _
from hipbreak.core.identity import APP_ID
from hipbreak.core.text import status as status_text
from hipbreak.desktop.dbus.qt_startup_probe import KEEPS_OFF, find_hanging
from hipbreak.desktop.display.availability import NoDisplay
from hipbreak.desktop.display.platform_choice import choose_platform
from hipbreak.desktop.display.qt_platform import NoPlatform, require_platform_plugin
from hipbreak.desktop.ipc.protocol import NoAnswer, NoRunningApp
from hipbreak.desktop.system.ui_languages import with_system_languages
from hipbreak.store.paths import AppPaths, create_folders
from hipbreak.store.settings_store import SettingsStore
from hipbreak.store.writer_lock import WriterLock
from hipbreak.ui.intents import Intent

_QUIT_SIGNALS = {signal.SIGINT, signal.SIGTERM}


def run(paths: AppPaths, page: Intent | None = None) -> int:
    """Start in the tray and open the page; a second start shows those of the first one. Returns the exit code."""
    try:
        create_folders(paths)
        lock = WriterLock.claim(paths.lock)
    except OSError as error:
        print(f"hipbreak: {_why(error)}", file=sys.stderr)
        return 1
    if lock is None:
        return _show_first(paths, page)
    if lock.note and _is_shown(paths, page):
        return 0
    stored = SettingsStore(paths.settings)
    try:
        display = choose_platform(stored.settings.display_platform)
        require_platform_plugin(display)
    except NoDisplay as reason:
        lock.release()
        # Translators: shown after a sentence such as "There is no display here."
        advice = "" if isinstance(reason, NoPlatform) else _("`hipbreak demo` plays a day without a display.")
        print(f"hipbreak: {reason} {advice}".rstrip(), file=sys.stderr)
        return 1
    # Qt fills larger shapes in threads; to start them costs several times the painting itself (measured, Qt 6.11).
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    environment = dict(os.environ)
    hanging = find_hanging(environment) if sys.platform == "linux" else ""
    os.environ.update(KEEPS_OFF[hanging])
    os.environ.update(_scale(display.display))
    # Without a desktop portal Qt warns of it at each start.
    QLoggingCategory.setFilterRules("qt.qpa.theme.gnome.warning=false\nqt.qpa.services.warning=false")
    qt = QApplication([APP_ID, *(("-platform", display.option) if display.option else ())])
    qt.setApplicationName(status_text.APP)  # the class of its windows on X11, which Xfce's window switcher shows
    qt.setApplicationDisplayName(status_text.APP)
    qt.setDesktopFileName(APP_ID)
    qt.setQuitOnLastWindowClosed(False)
    QPixmapCache.setCacheLimit(0)  # until a window needs it: with each new tray icon in it Qt wakes up once more
    language = AppLanguage(with_system_languages(environment), stored.settings.language)
    app = Application(paths, lock, stored, display, environment, language, hanging, page)
    QTimer.singleShot(0, resume_garbage_collection)
    qt.aboutToQuit.connect(app.close)
    with _quitting_on_signals(app):
        code = qt.exec()
    lock.release()
    return code


def _scale(display: str) -> dict[str, str]:
    if "xfce" not in os.environ.get("XDG_CURRENT_DESKTOP", "").lower():
        return {}
    from hipbreak.desktop.display.xfce_scale import scale_variables

    return scale_variables(display, os.environ)


def resume_garbage_collection() -> None:
    """Collect what start-up has left, and never look again at what stays."""
    gc.enable()
    gc.collect()
    gc.freeze()


def _why(error: OSError) -> str:
    if not error.filename:
        return str(error)
    return _("{file} cannot be used: {why}.").format(file=error.filename, why=error.strerror)


def _request(page: Intent | None) -> tuple[str, dict[str, str]]:
    """The command for the app that runs already, with its arguments."""
    return ("show", {}) if page is None else ("open", {"page": page.value})


def _show_first(paths: AppPaths, page: Intent | None) -> int:
    from hipbreak.app.running_app import ask_app, why_unreachable

    try:
        ask_app(paths, *_request(page), timeout=10.0, retry_for=10.0)
    except (NoRunningApp, NoAnswer):
        print(f"hipbreak: {why_unreachable(paths)}", file=sys.stderr)
        return 1
    return 0


def _is_shown(paths: AppPaths, page: Intent | None) -> bool:
    """Show the window of a running app, on a file system without locks."""
    from hipbreak.app.running_app import ask_app

    try:
        return ask_app(paths, *_request(page), timeout=10.0).code == 0
    except (NoRunningApp, NoAnswer):
        return False


@contextmanager
def _quitting_on_signals(app: Application) -> Iterator[None]:
    """Quit from the event loop: Python would run a signal handler in the middle of any other code."""
    reader, writer = socket.socketpair()
    for end in (reader, writer):
        end.setblocking(False)
    signal.set_wakeup_fd(writer.fileno())
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: app.quit() if set(reader.recv(64)) & _QUIT_SIGNALS else None)
    for number in _QUIT_SIGNALS:
        signal.signal(number, lambda *_: None)
    try:
        yield
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        reader.close()
        writer.close()
