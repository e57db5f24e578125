import io
import zipfile

import pytest

from content import archive
from content.archive import pack, read_members, unpacked
from content.files import read
from content.loader import load
from content.parsing import ContentError
from tests.content.small import content, dump

pytestmark = pytest.mark.django_db


def zipped(files, *, compression=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as made:
        for name, text in files.items():
            made.writestr(name, text if isinstance(text, str | bytes) else dump(text))
    return buffer.getvalue()


def problems(data: bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_members(data)
    return [str(problem) for problem in caught.value.problems]


def test_what_is_packed_loads_unchanged(loaded):
    with unpacked(pack()) as folder:
        report = load(folder)
        assert len(read(folder)) == 20
    assert sum(counts.unchanged for counts in report.counts.values()) == 20
    assert not folder.exists()


def test_same_content_gives_the_same_bytes(loaded):
    assert pack() == pack()
    with zipfile.ZipFile(io.BytesIO(pack())) as made:
        assert made.namelist() == sorted(made.namelist())
        assert {member.date_time[0] for member in made.infolist()} == {1980}


def test_folder_around_the_files_and_what_systems_add_is_passed_over():
    files = {f"my content/{name}": text for name, text in content().items()}
    extras = {
        "__MACOSX/my content/._pages.yaml": "x",
        "my content/.DS_Store": "x",
        "my content/schema/quiz.json": "{}",
        "my content/roles/": "",
    }
    assert set(read_members(zipped(files | extras))) == set(content())


def member(name, **values):
    """Return a zip with one member that is odd in some way."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        info = zipfile.ZipInfo(name)
        for key, value in values.items():
            setattr(info, key, value)
        made.writestr(info, "[]")
    return buffer.getvalue()


def encrypted():
    """Return a zip that says of its member that it is encrypted."""
    data = bytearray(member("pages.yaml"))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


BAD_ZIPS = {
    "no zip": (b"not a zip", "cannot be read"),
    "nothing": (b"", "cannot be read"),
    "cut off": (member("pages.yaml")[:-30], "cannot be read"),
    "damaged": (
        zipped({"pages.yaml": "x" * 500}, compression=0).replace(b"xxx", b"xyx", 3),
        "cannot be read",
    ),
    "above": (member("../pages.yaml"), "not a content file"),
    "far above": (member("roles/../../pages.yaml"), "not a content file"),
    "absolute": (member("/etc/pages.yaml"), "not a content file"),
    "backslash": (member("roles\\..\\maker.yaml"), "not a content file"),
    "drive": (member("C:/roles/maker.yaml"), "not a content file"),
    "long name": (member(f"roles/{'a' * 300}.yaml"), "not a content file"),
    "unknown": (member("page.yaml"), 'did you mean "pages.yaml"'),
    "program": (member("roles/maker.py"), "not a content file"),
    "deep": (member("roles/more/maker.yaml"), "not a content file"),
    "hidden": (member("roles/.yaml"), "not a content file"),
    "link": (member("pages.yaml", external_attr=0o120777 << 16), "is a link"),
    "encrypted": (encrypted(), "is encrypted"),
    "bzip2": (member("pages.yaml", compress_type=12), "packed in an unusual way"),
    "bomb": (zipped({"pages.yaml": "0" * 3_000_000}), "larger than 1,000,000 bytes"),
}


@pytest.mark.parametrize("case", BAD_ZIPS)
def test_odd_zips_are_refused_with_a_sentence(case):
    data, sentence = BAD_ZIPS[case]
    assert sentence in problems(data)[0]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_file_that_is_there_twice_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("pages.yaml", "[]")
        made.writestr("pages.yaml", "[]")
    assert "holds this file twice" in problems(buffer.getvalue())[0]


def test_many_files_and_many_bytes_are_refused(monkeypatch):
    files = {f"roles/r{n}.yaml": "x" * 900 for n in range(20)}
    monkeypatch.setattr(archive, "TOTAL_BYTES_MAX", 10_000)
    assert "unpacks to more than 10,000 bytes" in problems(zipped(files))[0]
    monkeypatch.setattr(archive, "FILES_MAX", 19)
    assert "holds more than 19 files" in problems(zipped(files))[0]
    monkeypatch.setattr(archive, "UPLOAD_BYTES_MAX", 100)
    assert "is larger than 100 bytes" in problems(zipped(files))[0]


def test_every_odd_member_is_named_at_once():
    assert len(problems(zipped({"a.txt": "", "b.txt": "", "pages.yaml": "[]"}))) == 2
