"""start a new record

Write a skeleton that needs only filling in. With the text of a letter, also what it says of itself (title, dates,
numbers, who signed) and the papers that it cites; a contribution for each statement that is read from verbs, names and
figures, with the fields and fragments that its words give; and passages for the other places, with a reason where it is
clear. What is not clear stays open. Check every proposal: it may be no Dutch contribution.

examples:
  inzet new letter kst-29521-494 --source letter.txt    with what the text says filled in
  inzet new letter kst-29521-494 --source letter.txt --original page.html
                                                        with the checksum of the page as well
  inzet new letter bz2410641                            by the office's own reference, without a text
  inzet new mission eutm-mozambique
"""

import argparse
from datetime import date
from pathlib import Path

from inzet.commands.output import print_lines
from inzet.commands.terminal import complain, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=("letter", "mission", "framework"))
    parser.add_argument("id", help="id of the new record, such as kst-29521-494 or eumm-georgia")
    parser.add_argument("--source", metavar="FILE", help="the text of the letter, in UTF-8")
    parser.add_argument(
        "--original",
        metavar="FILE",
        help="the saved page or print from which inzet text made that text; its SHA-256 is kept",
    )
    parser.add_argument("--root", default=".", metavar="ROOT", help="folder that holds records/ (default: here)")


def run(options: argparse.Namespace) -> int:
    from inzet.release.writing import create
    from inzet.schema.schemas import Schemas

    if options.original and not options.source:
        return complain("--original is the page from which a text was made; give that text with --source")
    if options.source and options.kind != "letter":
        return complain(f"--source is the text of a letter; a {options.kind} has none, so leave it out")
    folder = Path(options.root) / "records" / Schemas.installed().load(options.kind)["x-table"]
    text = _skeleton(options)
    if not folder.is_dir():
        return complain(f"{folder.as_posix()} is not a folder; run this where records/ is, or give --root")
    if folder.is_symlink() or folder.parent.is_symlink():
        return complain(f"{folder.as_posix()} is a link, perhaps out of this folder; records are in plain folders")
    path = folder / f"{options.id.lower()}.yaml"
    taken = [other for other in folder.parent.glob(f"*/{path.name}") if other != path]
    if taken:
        return complain(f"{taken[0].as_posix()} has that id already; choose another")
    try:
        create(path, text.encode())
    except FileExistsError:
        return complain(f"{path.as_posix()} is there already; nothing was changed")
    print_lines([path.as_posix()])
    say("fill it in, then run: inzet validate")
    return 0


def _skeleton(options: argparse.Namespace) -> str:
    from inzet.records.new.letters import letter_skeleton
    from inzet.records.new.skeleton import skeleton

    if not options.source:
        return skeleton(options.kind, options.id)
    source, root = Path(options.source), Path(options.root)
    original = Path(options.original) if options.original else None
    return letter_skeleton(options.id, source, root, date.today(), lambda words: say(f"inzet: {words}"), original)
