"""find what in a letter's text is not accounted for

List every place in the texts of the letters that neither the evidence of a contribution or an event, nor a citation,
nor a passage accounts for: names of missions and frameworks, names that no record has, figures, citations, periods, and
words that state a contribution.

examples:
  inzet audit --sources ../sources                  all letters
  inzet audit kst-29521-446 --sources ../sources    one letter
  inzet audit --new letter.txt                      what there is to code in a text that has no record yet
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from inzet.commands.output import print_lines
from inzet.commands.terminal import complain, say

if TYPE_CHECKING:
    from inzet.records.audit import Candidate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("letter", nargs="?", metavar="LETTER", help="id of one letter (default: all)")
    parser.add_argument("--root", default=".", metavar="ROOT", help="folder that holds records/ (default: here)")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--sources", metavar="DIR", help="folder with the source texts")
    which.add_argument("--new", metavar="FILE", help="list all there is to code in a text that has no record yet")


def run(options: argparse.Namespace) -> int:
    from inzet.records import evidence
    from inzet.records.audit import audit_letters, find_new
    from inzet.records.tree import read_tree
    from inzet.texts.languages import LANGUAGES, detect

    if options.new is not None and options.letter:
        return complain("--new reads a text that has no record yet; leave out the letter's id")
    documents, issues = read_tree(Path(options.root))
    if issues:
        return complain(f"the records have faults ({issues[0]}); run first: inzet validate")
    if options.new is not None:
        text, _ = evidence.read_text(Path(options.new))
        candidates = find_new(documents, Path(options.root), text)
        _list(candidates, options.new, is_read=detect(text.content) is not None)
        say(f"{len(candidates)} place(s) to code, or to account for in 'passages'")
        return 0
    left = audit_letters(documents, Path(options.root), Path(options.sources), options.letter)
    letters = {document.stem: document.value for document in documents if document.stem in left}
    for letter_id, candidates in left.items():
        _list(candidates, letter_id, is_read=letters[letter_id]["language"] in LANGUAGES)
    count = sum(map(len, left.values()))
    if count:
        say(f"{count} place(s) not accounted for; code them, or say in the letter's 'passages' why they state nothing")
    else:
        say(f"every place is accounted for in {len(left)} letter(s): {', '.join(left)}")
    return 1 if count else 0


def _list(candidates: "Iterable[Candidate]", where: str, *, is_read: bool) -> None:
    if not is_read:
        say(f"{where} is in a language that is not read: only names, citations, digits and years were looked for")
    for candidate in candidates:
        ids = f" ({', '.join(candidate.ids)})" if candidate.ids else ""
        print_lines([f"{where}:{candidate.line}: {candidate.kind}: {candidate.words}{ids}"])
