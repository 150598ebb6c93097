"""`python -m gsconform`."""

import sys

from gsconform.cli import main

sys.exit(main())
