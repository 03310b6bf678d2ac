"""Start one platform of Qt, which may abort; run by `require_platform_plugin` as a child process."""

import resource
import sys

from PySide6.QtGui import QGuiApplication

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(not QGuiApplication(["hipbreak", "-platform", sys.argv[1]]).screens())
