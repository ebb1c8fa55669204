"""Trees of records that nobody means well with; made when they are needed, for most cannot be kept in a repository.

Each function gets the folder of a valid tree with one letter, and spoils it.
"""

import hashlib
import os
import socket
import stat
from collections.abc import Callable, Iterable
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


def _renamed(name: str) -> Spoil:
    return lambda root: (root / LETTER).rename(root / "records/letters" / name)


def _moved(root: Path) -> None:
    (root / "records").rename(root.parent / "away")
    (root / "records").symlink_to("../away")


def _contribution(
    at: int, missions: str = "[nowhere]", more: str = "", evidence: str = "", quote: str = "schip"
) -> str:
    return (
        f"- contribution_id: bz0000001.{at:03}\n  missions: {missions}\n  kind: personnel\n  description: People\n"
        f"  change: start\n  status: decided\n{more}"
        f"  evidence:\n  - line: 1\n    section: Kop\n    quote: {quote}\n{evidence}"
    )


def _fragments(count: int, words: str) -> str:
    return "".join(f"  - {{line: 1, section: Kop, quote: {words} {at:02}}}\n" for at in range(count))


_THREE = "  basis: planned\n  number_max: 3\n  unit: persons\n"
_MAY = "  end_date: 2024-05-01\n  term_basis: stated\n"
_EVENT = "kind: condition, description: None, evidence: [{line: 1, section: Kop"


def _contributions(items: Iterable[str]) -> Spoil:
    return _replace("contributions: []\n", "contributions:\n" + "".join(items))


def _list(key: str, items: Iterable[str]) -> Spoil:
    return _append(f"{key}:\n" + "".join(f"- {item}\n" for item in items))


def _read(text: str, spoil: Spoil) -> Spoil:
    """Give the letter a text that it was coded from, and spoil it."""

    def spoilt(root: Path) -> None:
        (root / "letter.txt").write_text(text, "utf-8")
        _replace("0" * 64, hashlib.sha256(text.encode()).hexdigest())(root)
        spoil(root)

    return spoilt


def _passages(words: Iterable[str], line: int = 1) -> Spoil:
    return _list(
        "passages", (f"{{line: {line}, words: {each}, reason: context, note: n{at}}}" for at, each in enumerate(words))
    )


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
    "records many": (_contributions("- {}\n" for _ in range(12_000)), "schema.bounds"),
    "contributions of nothing": (_contributions("- {}\n" for _ in range(900)), "schema.required"),
    "list of lists": (_list("passages", ["[]"] * 4900), "schema.type"),
    "list that is too long": (_list("passages", ["{}"] * 12_000), "schema.bounds"),
    "wrong references": (_contributions(_contribution(at) for at in range(1, 1000)), "reference_exists"),
    "lists of wrong references": (
        _contributions(
            _contribution(at, f"[{', '.join(f'eumm-{at}-{one}' for one in range(80))}]") for at in range(1, 401)
        ),
        "reference_exists",
    ),
    "wrong wholes": (
        _contributions(_contribution(at, more=f"  part_of: bz0000001.{at % 90 + 900}\n") for at in range(1, 900)),
        "reference_exists",
    ),
    "one figure again and again": (
        _contributions(
            _contribution(at, f"[m{at}]", "  basis: planned\n  number_max: 3\n  unit: persons\n", quote="drie")
            for at in range(1, 900)
        ),
        "shared_ceiling_names_targets",
    ),
    "one figure for one mission": (
        _contributions(_contribution(at, more=_THREE, quote="drie") for at in range(1, 1000)),
        "reference_exists",
    ),
    "one figure in many parts": (
        _contributions(
            _contribution(at, f"[m{at}]", f"{_THREE}  part_of: bz0000001.000\n", quote="drie") for at in range(1000)
        ),
        "reference_exists",
    ),
    "many ends": (
        _contributions(
            _contribution(at, more="  end_date: '2024'\n  term_basis: stated\n", quote="eind 2024").replace(
                "change: start", "change: end" if at % 2 else "change: start"
            )
            for at in range(1, 1000)
        ),
        "reference_exists",
    ),
    "unknown keys": (_append("".join(f"unknown{at}: 1\n" for at in range(10_000))), "schema.unknown-key"),
    "fragments without support": (
        _contributions(
            _contribution(
                at, evidence="".join(f"  - {{line: {one}, section: Kop, quote: drie}}\n" for one in range(2, 50))
            )
            for at in range(1, 120)
        ),
        "support_names_field",
    ),
    "fragments of one line that all say the same": (
        _contributions(
            _contribution(at, more=_THREE, quote=f"drie a{at:03}", evidence=_fragments(49, f"drie b{at:03}"))
            for at in range(1, 120)
        ),
        "support_names_field",
    ),
    "terms without end": (
        _contributions(
            _contribution(at, more=_MAY, quote="tot 1 mei 2024", evidence=_fragments(30, "tot 1 mei " * 14 + str(at)))
            for at in range(1, 120)
        ),
        "end_may_be_excluded",
    ),
    "events of nothing": (
        _list("events", (f"{{event_id: bz0000001.e{at:03}, {_EVENT}, quote: a{at}}}]}}" for at in range(1, 1000))),
        "event_has_subject",
    ),
    "one fault at the end": (
        _contributions(
            [*(_contribution(at) for at in range(1, 999)), _contribution(999).replace("line: 1", "line: 0")]
        ),
        "schema.bounds",
    ),
    "long id with pattern": (_replace("letter_id: ", "letter_id: " + "a-" * (3 * MIB // 2)), "schema.bounds"),
    "id of 10,000 characters": (_replace("letter_id: ", "letter_id: " + "a" * 10_000), "schema.bounds"),
    "name of 255 bytes": (_renamed("a" * 250 + ".yaml"), "file_name_is_id"),
    "name that no terminal shows": (_renamed("\u202e" * 80 + ".yaml"), "file_name_is_id"),
    "letters are a link out of the tree": (_link("records/letters", "/etc"), "tree.stray"),
    "address that is a script": (_append('source_urls: ["javascript:alert(1)"]\n'), "schema.format"),
}
"""What is spoilt, and a code that an issue must have."""

UNREADABLE: dict[str, Spoil] = {
    "no records": lambda root: (root / "records").rename(root / "other"),
    "records is a file": lambda root: ((root / "records").rename(root / "o"), (root / "records").write_text("x")),
    "records is a FIFO": lambda root: ((root / "records").rename(root / "o"), os.mkfifo(root / "records")),
    "records is a link out of the tree": _moved,
    "records is a link to the system": _link("records", "/etc"),
    "records is a link to itself": _link("records", "records"),
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

_SENTENCE = "Er staat een heel lange tekst in dit stuk. "
_LARGEST = MIB

TEXTS: dict[str, tuple[Spoil, str]] = {
    "equal passages": (_read("een " * 200_000, _passages(["een"] * 2000)), ""),
    "passages over many fragments": (
        _read(
            "een " * 20_000,
            lambda root: (_contributions(map(_contribution, range(1, 900)))(root), _passages(["een"] * 900)(root)),
        ),
        "quote_in_source",
    ),
    "quotes on no line": (
        _read("\n" + (_SENTENCE + "\n") * (_LARGEST // 45), _passages(f"zoek {at}" for at in range(4900))),
        "quote_in_source",
    ),
    "quotes not on one long line": (
        _read(_SENTENCE * (_LARGEST // 44), _passages(f"zoek {at}" for at in range(4900))),
        "source_present",
    ),
    "quotes on one long line": (
        _read(
            _SENTENCE * (_LARGEST // 50) + " ".join(f"n{at}" for at in range(900)),
            _passages(f"stuk … n{at}" for at in range(900)),
        ),
        "source_present",
    ),
    "what almost stands there": (_read("a\n" * (_LARGEST // 2), _passages(["a a b"] * 900)), "source_present"),
    "blanks": (_read("a" + " " * (_LARGEST - 2) + "\n", _passages(["a  b", "a"])), "source_present"),
    "breaks": (_read("\n" * _LARGEST, _passages(["a"])), "quote_in_source"),
    "full stops": (_read("Aa. " + ". " * (_LARGEST // 2 - 9) + "\n", _passages(["Aa"])), ""),
    "sentences of all lengths": (
        _read(" ".join(["A" + " a" * at + "." for at in range(5, 75)] * 100), _passages(["A" + " a" * 74] * 2000)),
        "quote_is_fragment",
    ),
    "dates beside citations": (
        _read(
            "".join(f"Kamerstuk 29 521, nr. {at}; " for at in range(1, 1900)),
            _list(
                "citations",
                (
                    f'{{line: 1, written: "Kamerstuk 29 521, nr. {at}", dossier: "29521", number: "{at}", '
                    "cited_date: 2022-05}"
                    for at in range(1, 1900)
                ),
            ),
        ),
        "cited_date_in_source",
    ),
    "text just too large": (_read("a" * (_LARGEST + 1), _passages(["a"])), "source_present"),
}
"""What is spoilt in a letter and its text, and a code that an issue must have; none where all is in order."""
