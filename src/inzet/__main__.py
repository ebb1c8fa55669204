"""``python -m inzet``: the command, without the script that an installation makes."""

import sys

from inzet.commands.main import main

sys.exit(main())
