"""`python -m hipbreak` is the same as `hipbreak`."""

import os
import sys

# The current folder is searched first, where a file may be named like a module of Python.
if not sys.flags.safe_path and sys.path[0] != __file__.rsplit(os.sep, 2)[0]:
    del sys.path[0]

from hipbreak.cli.main import main

sys.exit(main())
