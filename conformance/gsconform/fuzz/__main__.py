"""`python -m gsconform.fuzz`."""

import sys

from gsconform.fuzz.cli import main

sys.exit(main())
