"""`python -m hipbreak` is the same as `hipbreak`."""

import sys

from hipbreak.cli import main

sys.exit(main())
