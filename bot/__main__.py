"""`python -m bot` is `rapporteur`."""

import sys

from bot.cli import main

sys.exit(main())
