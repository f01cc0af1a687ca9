"""What is written stands whole or not at all, whenever it is killed and however full the disk is."""

import os
import stat
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from graph import files
from graph.files import CannotWrite, write, write_folder
from tests.support.here import PROJECT

SITE = {"index.html": b"new", "person/kalle.html": b"Kalle"}
unix = pytest.mark.skipif(sys.platform == "win32", reason="Unix alone has these")


def there(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def child(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program that uses `files` in a process of its own."""
    text = "import os, sys\nfrom pathlib import Path\nfrom graph import files\nplace = Path(sys.argv[1])\n"
    return subprocess.run(
        [sys.executable, "-c", text + textwrap.dedent(code), *map(str, arguments)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


# ---- as people see it


def test_a_file_is_written_and_replaced_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    write(tmp_path / "svar.csv", "första\r\n")
    write(tmp_path / "svar.csv", "åäö\r\n")
    assert there(tmp_path) == {"svar.csv": "åäö\r\n".encode()}


@unix
def test_a_private_file_is_its_owners_alone_and_another_keeps_the_rights_it_had(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write(tmp_path / "ny.csv", "x")
        write(tmp_path / "egen.zip", "x", private=True)
    finally:
        os.umask(before)
    (tmp_path / "delad.csv").write_text("x")
    (tmp_path / "delad.csv").chmod(0o640)
    write(tmp_path / "delad.csv", "y")
    (tmp_path / "öppen.zip").write_text("x")
    (tmp_path / "öppen.zip").chmod(0o644)
    write(tmp_path / "öppen.zip", "y", private=True)
    assert {path.name: rights(path) for path in tmp_path.iterdir()} == {
        "ny.csv": 0o644,
        "egen.zip": 0o600,
        "delad.csv": 0o640,
        "öppen.zip": 0o600,
    }


@unix
def test_a_link_stays_a_link_and_a_device_is_written_into(tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    (tmp_path / "mapp" / "svar.csv").write_text("gammalt")
    (tmp_path / "svar.csv").symlink_to("mapp/svar.csv")
    write(tmp_path / "svar.csv", "nytt")
    assert (tmp_path / "svar.csv").is_symlink()
    assert there(tmp_path / "mapp") == {"svar.csv": b"nytt"}
    write(Path(os.devnull), "nytt")
    assert not Path(os.devnull).is_file()
    done = child("files.write(Path('/dev/stdout'), 'hej')", tmp_path)
    assert (done.stdout, done.stderr) == ("hej", "")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("saknas/svar.csv", "mappen finns inte"),
        ("fil/svar.csv", "en fil i vägen"),
        ("mapp", "det är en mapp"),
        ("å" * 200, "namnet är för långt"),
    ],
)
def test_why_a_file_cannot_be_written_is_told_in_words(tmp_path: Path, path: str, said: str) -> None:
    (tmp_path / "mapp").mkdir()
    (tmp_path / "fil").write_text("x")
    with pytest.raises(CannotWrite) as caught:
        write(tmp_path / path, "x")
    assert said in caught.value.text.sv
    assert there(tmp_path) == {"fil": b"x"}


def test_a_long_name_that_fits_is_written(tmp_path: Path) -> None:
    write(tmp_path / ("x" * 251 + ".csv"), "x")
    assert len(there(tmp_path)) == 1


# ---- folders


def test_a_folder_takes_the_place_of_the_earlier_one_and_keeps_what_others_put_there(tmp_path: Path) -> None:
    site = tmp_path / "webb"
    write_folder(site, {"index.html": b"old", "person/anna.html": b"Anna"})
    (site / "bild").mkdir()
    (site / "bild" / "logga.png").write_bytes(b"png")
    (site / ".htaccess").write_bytes(b"x")
    write_folder(site, SITE, frozenset({"index.html", "person/anna.html"}))
    assert there(tmp_path) == {
        "webb/index.html": b"new",
        "webb/person/kalle.html": b"Kalle",
        "webb/bild/logga.png": b"png",
        "webb/.htaccess": b"x",
    }


@unix
def test_a_folder_keeps_its_rights_and_links_of_others(tmp_path: Path) -> None:
    (tmp_path / "utanför").mkdir()
    (tmp_path / "utanför" / "fil.txt").write_bytes(b"kept")
    site = tmp_path / "webb"
    write_folder(site, SITE)
    site.chmod(0o2775)
    (site / "mer").symlink_to("../utanför")
    (tmp_path / "länk").symlink_to("webb")
    write_folder(tmp_path / "länk", SITE, frozenset(SITE))
    assert rights(site) == 0o2775
    assert (site / "mer").is_symlink()
    assert (tmp_path / "länk").is_symlink()
    assert (tmp_path / "utanför" / "fil.txt").read_bytes() == b"kept"


def test_a_file_is_never_replaced_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "webb").write_text("brev")
    with pytest.raises(CannotWrite, match="webb"):
        write_folder(tmp_path / "webb", SITE)
    assert there(tmp_path) == {"webb": b"brev"}


def test_a_folder_that_cannot_be_written_to_its_end_leaves_the_earlier(tmp_path: Path) -> None:
    write_folder(tmp_path / "webb", SITE)
    with pytest.raises(CannotWrite):
        write_folder(tmp_path / "webb", {"index.html": b"newer", "x" * 300: b""}, frozenset(SITE))
    assert there(tmp_path / "webb") == SITE
    assert [path.name for path in tmp_path.iterdir()] == ["webb"]


# ---- killed, and full

KILLED = {
    "at the first byte": "with files.writing(place) as file: os.kill(os.getpid(), 9)",
    "half way": "with files.writing(place) as file:\n file.write(b'half'); file.flush(); os.kill(os.getpid(), 9)",
    "before it was moved": (
        "os.replace = lambda *_: os.kill(os.getpid(), 9)\nfiles.write(place, 'new')"  # whole, but not in its place
    ),
}


@unix
@pytest.mark.parametrize("when", KILLED)
def test_a_killed_writer_leaves_the_earlier_file_and_the_next_one_cleans_up(tmp_path: Path, when: str) -> None:
    write(tmp_path / "svar.csv", "earlier")
    assert child(KILLED[when], tmp_path / "svar.csv").returncode == -9
    assert (tmp_path / "svar.csv").read_bytes() == b"earlier"
    assert len(list(tmp_path.iterdir())) == 2
    write(tmp_path / "annat.csv", "x")
    assert there(tmp_path) == {"svar.csv": b"earlier", "annat.csv": b"x"}


@unix
def test_a_folder_killed_between_its_two_moves_comes_back_at_the_next_run(tmp_path: Path) -> None:
    write_folder(tmp_path / "webb", SITE)
    code = """
        moves = iter(range(9))
        rename = Path.rename
        def once(path, target):
            if next(moves):
                os.kill(os.getpid(), 9)
            return rename(path, target)
        Path.rename = once
        files.write_folder(place, {"index.html": b"newer"})
    """
    assert child(code, tmp_path / "webb").returncode == -9
    assert not (tmp_path / "webb").exists()
    files.clean(tmp_path)
    assert there(tmp_path) == {f"webb/{name}": content for name, content in SITE.items()}


@unix
def test_a_folder_killed_after_its_moves_is_the_new_one(tmp_path: Path) -> None:
    write_folder(tmp_path / "webb", SITE)
    code = "files._remove = lambda *_: os.kill(os.getpid(), 9)\nfiles.write_folder(place, {'index.html': b'newer'})"
    assert child(code, tmp_path / "webb").returncode == -9
    files.clean(tmp_path)
    assert there(tmp_path)["webb/index.html"] == b"newer"
    assert [path.name for path in tmp_path.iterdir()] == ["webb"]


@unix
def test_a_disk_without_room_leaves_the_earlier_and_is_told_in_a_sentence(tmp_path: Path) -> None:
    write(tmp_path / "svar.csv", "earlier")
    write_folder(tmp_path / "webb", SITE)
    code = """
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        for attempt in (lambda: files.write(place / "svar.csv", "x" * 200_000),
                        lambda: files.write_folder(place / "webb", {"a": b"x", "b": b"x" * 200_000})):
            try:
                attempt()
            except files.CannotWrite as error:
                print(error.text.sv)
    """
    done = child(code, tmp_path)
    assert done.stderr == ""
    assert [("ingen plats kvar" in line) for line in done.stdout.splitlines()] == [True, True]
    assert there(tmp_path) == {"svar.csv": b"earlier", **{f"webb/{name}": text for name, text in SITE.items()}}


# ---- side by side


def test_nobody_cleans_away_what_somebody_else_still_writes(tmp_path: Path) -> None:
    with files.writing(tmp_path / "svar.csv") as file:
        file.write(b"slow")
        files.clean(tmp_path)
        write(tmp_path / "svar.csv", "quick")
    assert there(tmp_path) == {"svar.csv": b"slow"}


def test_many_who_write_the_same_file_each_write_it_whole(tmp_path: Path) -> None:
    texts = {str(number) * 50_000 for number in range(8)}
    failed: list[BaseException] = []

    def again(text: str) -> None:
        try:
            for _ in range(20):
                write(tmp_path / "svar.csv", text)
                assert (tmp_path / "svar.csv").read_text() in texts
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=again, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [path.name for path in tmp_path.iterdir()] == ["svar.csv"]


@unix
def test_cleaning_touches_nothing_that_only_looks_like_ours(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "fil.txt").write_bytes(b"kept")
    (tmp_path / ".styrgraf-länk.part").symlink_to("precious")
    (tmp_path / ".styrgraf-fil.part").write_bytes(b"kept")
    (tmp_path / ".styrgraf-mapp.part").mkdir()
    (tmp_path / ".styrgraf-mapp.part" / "own.txt").write_bytes(b"kept")
    before = there(tmp_path)
    files.clean(tmp_path)
    assert there(tmp_path) == before
