"""Trees of records that nobody means well with; made when they are needed, for most cannot be kept in a repository.

Each function gets the folder of a valid tree with one letter, and spoils it.
"""

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

LETTER = "records/letters/bz0000001.yaml"
MIB = 1024 * 1024

Spoil = Callable[[Path], object]


def _write(data: bytes | str, name: str = LETTER) -> Spoil:
    content = data.encode() if isinstance(data, str) else data
    return lambda root: (root / name).write_bytes(content)


def _append(text: str, name: str = LETTER) -> Spoil:
    return lambda root: (root / name).write_text((root / name).read_text("utf-8").rstrip("\n") + "\n" + text, "utf-8")


def _replace(old: str, new: str, name: str = LETTER) -> Spoil:
    def spoil(root: Path) -> None:
        text = (root / name).read_text("utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), "utf-8")

    return spoil


def _bytes(old: bytes, new: bytes) -> Spoil:
    return lambda root: (root / LETTER).write_bytes((root / LETTER).read_bytes().replace(old, new))


def _sparse(size: int) -> Spoil:
    def spoil(root: Path) -> None:
        with (root / LETTER).open("r+b") as file:
            file.truncate(size)

    return spoil


def _link(name: str, target: str) -> Spoil:
    def spoil(root: Path) -> None:
        path = root / name
        path.rename(root / "aside") if path.exists() else None
        path.symlink_to(target)

    return spoil


def _fifo(root: Path) -> None:
    os.mkfifo(root / "records/letters/pipe.yaml")


def _device(root: Path) -> None:
    os.mknod(root / "records/letters/zero.yaml", 0o666 | stat.S_IFCHR, os.makedev(1, 5))


def _socket(root: Path) -> None:
    here = Path.cwd()
    os.chdir(root / "records/letters")  # the name of a socket may not be long
    try:
        socket.socket(socket.AF_UNIX).bind("s.yaml")
    finally:
        os.chdir(here)


def _named(name: bytes) -> Spoil:
    def spoil(root: Path) -> None:
        path = os.path.join(os.fsencode(root / "records/letters"), name)  # noqa: PTH118
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(b"letter_id: x\n")

    return spoil


def _bomb(levels: int) -> str:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]" for at in range(1, levels)]
    return "\n".join(rows)


ISSUES: dict[str, tuple[Spoil, str]] = {
    "deep brackets": (_write("[" * 4 * MIB), "yaml.depth"),
    "deep lists": (_write("- " * 2 * MIB), "yaml.depth"),
    "deep mappings": (_write("{a: " * MIB), "yaml.depth"),
    "deep by indentation": (_write("".join(" " * at + "a:\n" for at in range(2000))), "yaml.depth"),
    "alias bomb": (_write(_bomb(12)), "yaml.alias"),
    "alias of itself": (_write("a: &a\n  b: *a\n"), "yaml.alias"),
    "merge key": (_write("a: &a {b: 1}\nc:\n  <<: *a\n"), "yaml.alias"),
    "tag that calls": (_write("a: !!python/object/apply:os.system [touch /tmp/owned]\n"), "yaml.tag"),
    "tag that reads": (_write("a: !include /etc/passwd\n"), "yaml.tag"),
    "100 MB": (_sparse(100 * MIB), "yaml.size"),
    "just too large": (_write(b"#" * (4 * MIB + 1)), "yaml.size"),
    "many values": (_write("contributions:\n" + "- {}\n" * 800_000), "yaml.size"),
    "many keys": (_write("".join(f"k{at}:\n" for at in range(400_000))), "yaml.size"),
    "many words": (_write("a: [" + "b, " * MIB + "b]"), "yaml.size"),
    "one key many times": (_write("a:\n" * MIB), "yaml.duplicate-key"),
    "many cut comments": (_write("a: b # c\n" * 400_000), "yaml.comment"),
    "many documents": (_write("---\n" * MIB), "yaml.documents"),
    "only newlines": (_write("\n" * 4 * MIB), "schema.type"),
    "one long text": (_replace("title: ", "title: " + "x" * 3 * MIB), "schema.bounds"),
    "one long quoted text": (_replace("title: ", 'title: "' + "x" * 3 * MIB + '"\nx: '), "schema.bounds"),
    "long number": (_replace("title: ", "title: " + "9" * MIB + "\nx: "), "schema.bounds"),
    "long id": (_replace("letter_id: ", "letter_id: " + "a-" * (MIB // 4)), "schema.bounds"),
    "long key": (_append("k" * MIB + ": x\n"), "yaml.syntax"),
    "empty": (_write(""), "schema.type"),
    "NUL": (_bytes(b"title: ", b"title: \0"), "yaml.character"),
    "only NUL": (_write(b"\0" * MIB), "yaml.character"),
    "control character": (_bytes(b"title: ", b"title: \x1b[2J"), "yaml.character"),
    "text turned round": (_replace("title: ", "title: \u202eabc\u202c "), "yaml.character"),
    "isolate": (_replace("title: ", "title: \u2066abc "), "yaml.character"),
    "zero width": (_replace("title: ", "title: a\u200bc "), "yaml.character"),
    "tag characters": (_replace("title: ", "title: a\U000e0041c "), "yaml.character"),
    "control character escaped": (_replace("title: ", 'title: "\\x1b[2J"\nx: '), "schema.format"),
    "newline escaped": (_replace("title: ", 'title: "a\\n::error::b"\nx: '), "schema.format"),
    "turned round, escaped": (_replace("title: ", 'title: "\\u202eabc"\nx: '), "schema.format"),
    "look-alike letter in an id": (_replace("letter_id: bz", "letter_id: b\u0437"), "schema.pattern"),
    "look-alike letter in a title": (_replace("title: ", "title: Missi\u0435 "), "schema.format"),
    "wide letters in a title": (_replace("title: ", "title: EU\uff2d\uff2d "), "schema.format"),
    "formula": (_replace("title: ", "title: \"=cmd|' /C calc'!A0\"\nx: "), "schema.format"),
    "formula with plus": (_replace("title: ", 'title: "+1+1"\nx: '), "schema.format"),
    "formula with at": (_replace("title: ", 'title: "@SUM(1)"\nx: '), "schema.format"),
    "formula, wide": (_replace("title: ", "title: \uff1d1 "), "schema.format"),
    "Latin-1": (_bytes(b"title: ", "title: Oekra\u00efne ".encode("latin-1")), "yaml.encoding"),
    "UTF-16": (lambda root: (root / LETTER).write_text("a: b", "utf-16"), "yaml.encoding"),
    "overlong UTF-8": (_bytes(b"title: ", b"title: \xc0\xaf"), "yaml.encoding"),
    "half a surrogate pair": (_bytes(b"title: ", b"title: \xed\xa0\x80"), "yaml.encoding"),
    "byte order mark": (_bytes(b"letter_id", b"\xef\xbb\xbfletter_id"), "yaml.character"),
    "CRLF": (_bytes(b"\n", b"\r\n"), "yaml.character"),
    "link out of the tree": (_link(LETTER, "/etc/passwd"), "tree.stray"),
    "link to a device": (_link("records/letters/z.yaml", "/dev/zero"), "tree.stray"),
    "link to itself": (_link("records/letters/z.yaml", "z.yaml"), "tree.stray"),
    "folder that is a link": (_link("records/missions", "/etc"), "tree.stray"),
    "FIFO": (_fifo, "tree.stray"),
    "device": (_device, "tree.stray"),
    "socket": (_socket, "tree.stray"),
    "folder named as a record": (lambda root: (root / "records/letters/x.yaml").mkdir(), "tree.stray"),
    "name with newline": (_named(b"x\n::error file=a::b.yaml"), "schema.required"),
    "name with command": (_named(b"::set-output name=a::b.yaml"), "schema.required"),
    "name not UTF-8": (_named(b"x\xff\x1b[2J.yaml"), "schema.required"),
    "stray name with newline": (_named(b"x\n::error::b.txt"), "tree.stray"),
    "remote reference": (_append("$ref: https://example.invalid/x.json\n"), "schema.unknown-key"),
    "remote schema": (_append("$schema: https://example.invalid/x.json\n"), "schema.unknown-key"),
    "path in source_file": (_replace("source_file: ", "source_file: ../../../etc/"), "schema.pattern"),
    "address that is a script": (_append('source_urls: ["javascript:alert(1)"]\n'), "schema.format"),
}
"""What is spoilt, and a code that an issue must have."""

UNREADABLE: dict[str, Spoil] = {
    "no records": lambda root: (root / "records").rename(root / "other"),
    "records is a file": lambda root: ((root / "records").rename(root / "o"), (root / "records").write_text("x")),
    "records is a FIFO": lambda root: ((root / "records").rename(root / "o"), os.mkfifo(root / "records")),
    "nothing in records": lambda root: ((root / "records").rename(root / "o"), (root / "records").mkdir()),
}
"""What leaves nothing to judge."""

SOURCES: dict[str, Spoil] = {
    "source is a FIFO": lambda root: ((root / "letter.txt").unlink(missing_ok=True), os.mkfifo(root / "letter.txt")),
    "source is endless": lambda root: (
        (root / "letter.txt").unlink(missing_ok=True),
        (root / "letter.txt").symlink_to("/dev/zero"),
    ),
    "source is 100 MB": lambda root: ((root / "letter.txt").touch(), os.truncate(root / "letter.txt", 100 * MIB)),
    "source is not UTF-8": lambda root: (root / "letter.txt").write_bytes(b"\xff" * MIB),
    "source is a folder": lambda root: ((root / "letter.txt").unlink(missing_ok=True), (root / "letter.txt").mkdir()),
}
"""Source texts that cannot be had, each in the folder ``.`` of the tree."""
