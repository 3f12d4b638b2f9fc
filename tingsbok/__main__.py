"""``python -m tingsbok``."""

import sys

from tingsbok.cli import main

sys.exit(main())
