"""Compiles the translations before hatchling packs the files."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel is built, also an editable one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Write assets/locale."""
        sys.path.insert(0, str(Path(__file__).parent))
        from translations import MO, compile_all  # noqa: PLC0415 - found through the line above

        MO.mkdir(exist_ok=True)
        compile_all()
