"""``python -m inzet`` and the command ``inzet``."""

import signal
import sys

from inzet.processes import end_at_once


def run() -> int:
    """Run the command and return its exit code."""
    end_at_once()
    from inzet.commands.main import main  # takes a while to load, in which Ctrl-C is answered already

    code = main()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done
    return code


if __name__ == "__main__":
    sys.exit(run())
