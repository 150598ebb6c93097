# The importer of the packed library: executed at start-up in the module _gophersnake_lib, whose native functions
# kind(), read() and names() are about the archive. ROOT, the name that the library has on sys.path, is there too.
# It knows nothing but what importlib boots from; what it imports later it imports where it is needed.

import sys
import _frozen_importlib_external as _external

_MTIME = 0  # The archive is part of the program: whatever is cached of it is marked with the program's magic number.


def _inside(path):
    """The archive's name of a path; None for a path elsewhere."""
    if path == ROOT:
        return ""
    if path.startswith(ROOT + "/"):
        return path[len(ROOT) + 1 :]
    return None


class LibraryLoader(_external.SourceFileLoader):
    """Loads modules of the packed library."""

    def get_code(self, fullname):
        """Return the code of the module: the archive's own if it was compiled for this program."""
        path = self.get_filename(fullname)
        name = _inside(path)
        return (name and code(name, path)) or super().get_code(fullname)

    def get_data(self, path):
        """Return the data from path, in the archive or elsewhere, as raw bytes."""
        name = _inside(str(path))
        return super().get_data(path) if name is None else read(name, path)

    def path_stats(self, path):
        """Return the metadata for the path."""
        name = _inside(path)
        return super().path_stats(path) if name is None else {"mtime": _MTIME, "size": size(name, path)}

    def get_resource_reader(self, fullname):
        """Return the reader of what lies beside the module."""
        if fullname not in (None, self.name):
            raise ImportError(f"loader for {self.name} cannot handle {fullname}", name=fullname)
        return _resource_types()[1](self.path.rpartition("/")[0])


class LibraryFinder:
    """Finds the modules of one directory of the packed library."""

    def __init__(self, path):
        self.path = path
        self._inside = _inside(path)

    def __repr__(self):
        return f"LibraryFinder({self.path!r})"

    def find_spec(self, fullname, target=None):
        """Return the spec of a module in this directory, or None."""
        tail = fullname.rpartition(".")[2]
        name = f"{self._inside}/{tail}" if self._inside else tail
        path = f"{self.path}/{tail}"
        what = kind(name)
        if what == "directory":
            init = path + "/__init__.py"
            if kind(name + "/__init__.py") == "file":
                loader = LibraryLoader(fullname, init)
                return _external.spec_from_file_location(
                    fullname, init, loader=loader, submodule_search_locations=[path]
                )
        if kind(name + ".py") == "file":
            path += ".py"
            return _external.spec_from_file_location(fullname, path, loader=LibraryLoader(fullname, path))
        if what == "directory":
            spec = _external._bootstrap.ModuleSpec(fullname, None)
            spec.submodule_search_locations = [path]
            return spec
        return None

    def iter_modules(self, prefix=""):
        """Yield the name of every module in this directory, and whether it is a package: for pkgutil."""
        for entry in names(self._inside, self.path):
            module, dot, suffix = entry.partition(".")
            inner = f"{self._inside}/{entry}" if self._inside else entry
            if not dot and kind(inner) == "directory":
                if kind(inner + "/__init__.py") == "file":
                    yield prefix + module, True
            elif suffix == "py" and module != "__init__":
                yield prefix + module, False


def path_hook(path):
    """Return the finder of a path in the packed library."""
    if not isinstance(path, str) or _inside(path) is None or kind(_inside(path)) != "directory":
        raise ImportError("only directories of the packed library are supported", path=path)
    return LibraryFinder(path)


_types = None


def _resource_types():
    """Make the types for importlib.resources, whose abstract types are in the library themselves."""
    global _types
    if _types is not None:
        return _types
    import io
    from importlib.resources.abc import Traversable, TraversableResources

    class LibraryPath(Traversable):
        """A file or directory of the packed library."""

        def __init__(self, path):
            self._path = path

        @property
        def name(self):
            return self._path.rpartition("/")[2]

        def __str__(self):
            return self._path

        def __repr__(self):
            return f"LibraryPath({self._path!r})"

        def __eq__(self, other):
            return self._path == other._path if isinstance(other, LibraryPath) else NotImplemented

        def __hash__(self):
            return hash(self._path)

        def is_dir(self):
            return kind(_inside(self._path)) == "directory"

        def is_file(self):
            return kind(_inside(self._path)) == "file"

        def iterdir(self):
            return iter([LibraryPath(f"{self._path}/{entry}") for entry in names(_inside(self._path), self._path)])

        def joinpath(self, *descendants):
            parts = [part for d in descendants for part in str(d).split("/") if part not in ("", ".")]
            return LibraryPath("/".join([self._path, *parts]))

        def __truediv__(self, child):
            return self.joinpath(child)

        def open(self, mode="r", *args, **kwargs):
            if mode not in ("r", "rt", "rb"):
                raise ValueError(f"invalid mode {mode!r}, only 'r' and 'rb' are supported")
            stream = io.BytesIO(read(_inside(self._path), self._path))
            return stream if mode == "rb" else io.TextIOWrapper(stream, *args, **kwargs)

        def read_text(self, encoding=None, errors=None, newline=None):
            with self.open("r", encoding, errors, newline) as stream:
                return stream.read()

    class LibraryReader(TraversableResources):
        """The resources beside a module of the packed library."""

        def __init__(self, path):
            self._path = path

        def files(self):
            return LibraryPath(self._path)

    _types = LibraryPath, LibraryReader
    return _types


sys.path_hooks.insert(0, path_hook)
