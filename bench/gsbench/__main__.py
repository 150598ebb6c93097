"""`python -m gsbench`."""

import sys

from gsbench.cli import main

sys.exit(main())
