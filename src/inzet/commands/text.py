"""make the text of a letter from a saved page or a print

Write the text of a saved web page (HTML) or of the text layer of a PDF (pdftotext) in the form to which the line
numbers of a record refer: one paragraph a line, composed characters (NFC), heads and feet of pages on lines of their
own. What was done and the SHA-256 of the original are said on standard error.

examples:
  inzet text page.html -o kst-29521-494.txt      the text of a saved page
  pdftotext -layout letter.pdf - | inzet text - -o letter.txt
                                                 the text of a PDF
"""

import argparse
import hashlib
import sys
from pathlib import Path

from inzet.commands.output import destination
from inzet.commands.terminal import complain, say
from inzet.issues import UnreadableError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the saved page or the text of the print; - reads standard input")
    parser.add_argument(
        "-o", dest="out", metavar="OUT", type=destination, help="write the text to this file; it must not exist yet"
    )


def run(options: argparse.Namespace) -> int:
    from inzet.texts.dutch.heads.furniture import find_furniture
    from inzet.texts.text import Text
    from inzet.texts.transcripts import transcribe

    data = _read(options.file)
    try:
        transcript = transcribe(data)
    except UnreadableError as error:
        return complain(f"{options.file}: {error}")
    furniture = sum(1 for _ in find_furniture(Text(transcript.content)))
    done = ", ".join(f"{count} {name}" for name, count in transcript.counts.items() if count)
    done += f", {furniture} lines of furniture" * bool(furniture)
    text = transcript.content.encode()
    if options.out is None:
        sys.stdout.buffer.write(text)  # in UTF-8, whatever a terminal shows
    elif not _write(Path(options.out), text):
        return complain(f"{options.out} is there already with another text; nothing was changed")
    say(f"{options.file}: a {transcript.form}; {done}")
    say(f"SHA-256 of the original: {hashlib.sha256(data).hexdigest()}")
    return 0


def _read(name: str) -> bytes:
    from inzet.files import read_plain
    from inzet.texts.transcripts import MAX_BYTES

    return sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else read_plain(Path(name), MAX_BYTES)


def _write(path: Path, text: bytes) -> bool:
    """Write a new file; return whether the text is in it, which it may have been before."""
    from inzet.release.writing import create

    try:
        create(path, text)
    except FileExistsError:
        return path.is_file() and path.read_bytes() == text
    return True
