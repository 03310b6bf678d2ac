"""The program of the bundle: the command line, or a child process of the app."""

import sys

from hipbreak.desktop.system.own_program import run_as_child_process

if not run_as_child_process(sys.argv):
    from hipbreak.cli.main import main

    sys.exit(main())
