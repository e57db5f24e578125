"""All content files as one zip: the same bytes each time, and read with care."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from content.exporter import file_data, to_yaml
from content.files import FILES_MAX, is_content_file, not_content
from content.parsing import FILE_BYTES_MAX, ContentError, Problem

UPLOAD_BYTES_MAX = 5_000_000  # the shipped content has a tenth of it, packed
TOTAL_BYTES_MAX = 20_000_000  # and an eighth of this, unpacked
FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
FILE_MODE = 0o644
UNIX = 3  # the system by which a reader takes the mode above
NAME = re.compile(r"[\w./-]{1,100}")
NAME_MAX = 100
FOLDER = re.compile(r"\w[\w. -]*/")
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1
NOT_A_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    KeyError,
    IndexError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def pack() -> bytes:
    """Return the database's content as a zip, byte for byte the same each time.

    Raises:
        ExportError: if a topic belongs to no skill and no path.
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in sorted(file_data().items()):
            member = zipfile.ZipInfo(name, FIXED_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = UNIX
            member.external_attr = FILE_MODE << 16
            archive.writestr(member, to_yaml(data), compresslevel=9)
    return buffer.getvalue()


@contextmanager
def unpacked(data: bytes) -> Iterator[Path]:
    """Hand out a folder with the content files of a zip; it goes away afterwards.

    Raises:
        ContentError: it is no zip, too large, or holds what is no content file;
            nothing was unpacked.
    """
    texts = read_members(data)
    with TemporaryDirectory(prefix="content-") as name:
        folder = Path(name)
        for member, text in texts.items():
            (folder / member).parent.mkdir(exist_ok=True)
            (folder / member).write_bytes(text)
        yield folder


def read_members(data: bytes) -> dict[str, bytes]:
    """Return the bytes of each content file, by its name."""
    if len(data) > UPLOAD_BYTES_MAX:
        refuse(f"is larger than {UPLOAD_BYTES_MAX:,} bytes")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return read_all(archive)
    except NOT_A_ZIP as error:
        raise ContentError(
            [Problem("the zip", 1, 1, "", "cannot be read; pack the files again")]
        ) from error


def refuse(sentence: str) -> None:
    raise ContentError([Problem("the zip", 1, 1, "", sentence)])


def read_all(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = [member for member in archive.infolist() if not is_furniture(member)]
    if len(members) > FILES_MAX:
        refuse(f"holds more than {FILES_MAX:,} files")
    names = without_common_folder([member.orig_filename for member in members])
    problems = [p for p in map(fault, members, names) if p]
    problems += [
        Problem(name, 1, 1, "", "the zip holds this file twice")
        for name in {name for name in names if names.count(name) > 1}
    ]
    if problems:
        raise ContentError(problems)
    texts: dict[str, bytes] = {}
    left = TOTAL_BYTES_MAX
    for member, name in zip(members, names, strict=True):
        # What a zip says about its sizes is not to be trusted: count what comes out.
        with archive.open(member) as file:
            texts[name] = file.read(FILE_BYTES_MAX + 1)
        left -= len(texts[name])
        if len(texts[name]) > FILE_BYTES_MAX:
            problem = f"the file is larger than {FILE_BYTES_MAX:,} bytes"
            raise ContentError([Problem(name, 1, 1, "", problem)])
        if left < 0:
            refuse(f"unpacks to more than {TOTAL_BYTES_MAX:,} bytes")
    return texts


def is_furniture(member: zipfile.ZipInfo) -> bool:
    """Say whether a member is no file, or one that systems and editors' tools add."""
    name = member.orig_filename
    folder, base = posixpath.split(name)
    return (
        name.endswith("/")
        or name.startswith("__MACOSX/")
        or base in (".DS_Store", "Thumbs.db", "desktop.ini")
        or (posixpath.basename(folder) == "schema" and base.endswith(".json"))
    )


def without_common_folder(names: list[str]) -> list[str]:
    """Take off the folder in which someone packed all files, whatever it is called."""
    first = {name.partition("/")[0] for name in names}
    if len(first) == 1 and all(FOLDER.match(name) for name in names):
        bare = [name.split("/", 1)[1] for name in names]
        if any(is_content_file(name) for name in bare):
            return bare
    return names


def fault(member: zipfile.ZipInfo, name: str) -> Problem | None:
    """Say why a member is not read."""
    kind = (member.external_attr >> 16) & 0o170000
    if not is_content_file(name) or not NAME.fullmatch(name):
        return not_content(name[:NAME_MAX])
    if member.flag_bits & ENCRYPTED:
        return Problem(name, 1, 1, "", "is encrypted; pack it without a password")
    if member.compress_type not in READABLE:
        return Problem(name, 1, 1, "", "is packed in an unusual way; use a plain zip")
    if kind not in (0, 0o100000):
        return Problem(name, 1, 1, "", "is a link, not a file")
    return None
