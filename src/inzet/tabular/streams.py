"""The bytes of a CSV, compressed or not and in any encoding, as UTF-8."""

import codecs
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa

from inzet.issues import UnreadableError
from inzet.tabular.forms import CSV, CsvForm
from inzet.tabular.parts import check_file, unreadable

SIZE = 4 << 20
_READ = "it reads .csv, .tsv, .xlsx, .parquet and descriptors in .json"
FOREIGN = {
    b"PK\x03\x04": "a zip or a file of an office program; unpack it, or save it as CSV",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "a file of an old Excel or Word; save it as .xlsx or CSV",
}
"""What a file is that begins with these bytes and is called a CSV."""
PARQUET = (b"PAR1", b"PARE")
"""How a Parquet file begins."""
COMPRESSED = {".gz": "gzip", ".zst": "zstd", ".bz2": "bz2"}


def kind_of(path: Path) -> str:
    """Return what kind of table a file is by its name: csv, tsv, xlsx, parquet, or nothing."""
    endings = [suffix.lower() for suffix in path.suffixes[-2:]]
    if len(endings) > 1 and endings[-1] in COMPRESSED:
        return endings[0][1:] if endings[0] in (".csv", ".tsv") else ""
    return endings[-1][1:] if endings and endings[-1] in (".csv", ".tsv", ".xlsx", ".parquet") else ""


def no_table(path: Path) -> str:
    """Return what is said of a file that is no table by its name."""
    mend = "unpack it first" if path.suffix.lower() == ".zip" else _READ
    return f"{path.as_posix()} is no table that inzet reads; {mend}"


def starts_with(path: Path, marks: Collection[bytes]) -> bytes:
    """Return with which of some bytes a file starts; nothing if with none of them."""
    check_file(path)
    try:
        with path.open("rb") as file:
            start = file.read(max(map(len, marks)))
    except OSError as error:
        raise unreadable(path, error) from None
    return next((mark for mark in marks if start.startswith(mark)), b"")


def open_csv(path: Path, form: CsvForm) -> tuple[Any, Any]:
    """Open a CSV; return the stream of its text in UTF-8 and that of the file, which may be the same."""
    check_file(path)
    try:
        file = pa.OSFile(str(path))
        compression = COMPRESSED.get(path.suffix.lower())
        stream = pa.CompressedInputStream(file, compression) if compression else file
    except (OSError, ValueError, pa.ArrowException) as error:
        raise unreadable(path, error) from None
    return stream if form.encoding == "utf-8" else pa.transcoding_input_stream(stream, form.encoding, "utf-8"), file


def pieces(path: Path, form: CsvForm, size: int = SIZE) -> Iterator[bytes]:
    """Yield the text of a CSV in UTF-8; of a form in UTF-8 the bytes as they are."""
    stream, file = open_csv(path, form)
    with file, stream:
        while piece := read_more(stream, path, form, size):
            yield piece


def read_more(stream: Any, path: Path, form: CsvForm, size: int = SIZE) -> bytes:
    """Read the next bytes of a stream; refuse bytes that its encoding does not have."""
    try:
        return bytes(stream.read(size))
    except UnicodeError:
        raise _not_in_encoding(path, form) from None
    except (OSError, pa.ArrowException, EOFError) as error:
        raise unreadable(path, error, " to its end") from None


def _not_in_encoding(path: Path, form: CsvForm) -> UnreadableError:
    """Return an error with the line of the first bytes that an encoding does not have, and these."""
    decoder = codecs.getincrementaldecoder(form.encoding)()
    line, wrong = 1, b""
    for data in chain(pieces(path, CSV), (b"",)):
        try:
            text = decoder.decode(data, not data)
        except UnicodeDecodeError as error:
            # Of UTF-16, the error knows the order of the bytes.
            name = error.encoding if error.encoding.startswith("utf") else form.encoding
            text = error.object[: error.start].decode(name, "replace")
            wrong = error.object[error.start : error.end]
        except UnicodeError:  # of UTF-16 only
            return UnreadableError(f"{path.as_posix()}: there is no byte order mark, so it is not {form.encoding}")
        line += text.count("\n") or text.count("\r")
        if wrong:
            break
    return UnreadableError(
        f"{path.as_posix()}:{line}: 0x{wrong.hex()} is not text in {form.encoding}; is it another encoding?"
    )
