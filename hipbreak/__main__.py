"""`python -m hipbreak` is the same as `hipbreak`."""

import sys

from hipbreak.cli.main import main

sys.exit(main())
