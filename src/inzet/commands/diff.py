"""what changed between two releases, and the version that it asks for

Compare the records and schemas of two releases, field by field, and say which version the changes ask for. A release
is a folder that holds records/ (or data/records.json), a revision of the git repository here, or a zip or wheel of the
package. Nothing is unpacked or checked out.

examples:
  inzet diff v0.1.0                        what changed here since the tag v0.1.0
  inzet diff HEAD~1 HEAD                   what the last commit changed
  inzet diff v0.1.0 --format markdown      the same, as lines for CHANGELOG.md
  inzet diff inzet-0.1.0-py3-none-any.whl . --check    exit 1 if the version rose too little
"""

import argparse

from inzet.commands.output import print_lines
from inzet.commands.terminal import complain, say, width


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the old release: folder, zip, wheel or git revision")
    parser.add_argument("new", nargs="?", default=".", metavar="NEW", help="the new release (default: this folder)")
    parser.add_argument("--format", choices=("text", "markdown"), default="text", help="markdown: for CHANGELOG.md")
    parser.add_argument("--check", action="store_true", help="exit 1 if the version of NEW is too low for the changes")


def run(options: argparse.Namespace) -> int:
    from inzet.release import comparison

    changes = comparison.compare(comparison.read_release(options.old), comparison.read_release(options.new))
    judgement = comparison.judge(changes)
    if options.format == "markdown":
        print_lines([*comparison.markdown(changes)][:-1])  # the last line is blank
        say(judgement.verdict)
    else:
        print_lines(comparison.text(changes, judgement, width()))
    if not options.check:
        return 0
    if judgement.enough is None:
        return complain(judgement.verdict)
    return 0 if judgement.enough else complain(judgement.verdict, 1)
