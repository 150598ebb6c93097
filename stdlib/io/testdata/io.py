# Files, buffers and text streams of the module _io, with descriptors and files of posix.
import _io, posix

path = "io-test.tmp"
try:
    with _io.open(path, "w") as f:
        print(f.write("h\u00e9llo\nworld\r\nx"), f.tell())
    with _io.open(path) as f:
        print(ascii(f.read()), f.newlines)
    with _io.open(path, newline="") as f:
        print(ascii(f.readline()), f.tell(), ascii(f.readline()), f.tell(), f.newlines)
        f.seek(0)
        f.read(3)
        place = f.tell()
        rest = f.read()
        f.seek(place)
        print(place, f.read() == rest)
    with _io.open(path, "r+b") as f:
        f.seek(3)
        f.write(b"ZZ")
        print(f.tell(), f.read(2), f.seek(-1, 2), f.read(), f.peek())
        f.seek(0)
        print(f.readline(), f.readinto(bytearray(3)), f.truncate())
    print(posix.stat(path).st_size, _io.open(path, "rb", 0).readall())
    for bad in ("zz", "rb+t", "rw", ""):
        try:
            _io.open(path, bad)
        except ValueError as e:
            print(e)
    try:
        f.read()
    except ValueError as e:
        print(e)
finally:
    posix.unlink(path)

try:
    _io.open(path)
except FileNotFoundError as e:
    print(e.errno, e.filename)

raw = _io.BytesIO(b"abc\ndef\nghi")
reader = _io.BufferedReader(raw, 4)
print(reader.read(2), reader.peek(), reader.readline(), reader.read1(2), reader.tell(), reader.read(), reader.read(1))
writer = _io.BufferedWriter(_io.BytesIO(), 4)
print(writer.write(b"ab"), writer.raw.getvalue(), writer.write(b"cdefg"), writer.flush(), writer.raw.getvalue())
for stream, call in ((reader, lambda s: s.write(b"")), (writer, lambda s: s.read())):
    try:
        call(stream)
    except (AttributeError, OSError) as e:
        print(type(e).__name__, e)
text = _io.TextIOWrapper(_io.BytesIO(), "ascii", "backslashreplace", newline="\r\n", write_through=True)
text.write("a\n\u20ac")
print(text.buffer.getvalue(), text)

b = _io.BytesIO(b"0123456789")
view = b.getbuffer()
view[2:4] = b"xx"
try:
    b.write(b"a" * 20)
except BufferError as e:
    print(e)
view.release()
print(b.seek(0, 2), b.write(b"!"), b.getvalue(), b.seek(3), b.read(2), b.truncate(), b.getvalue())

s = _io.StringIO("a\nb\r\nc\rd", newline=None)
print(s.readlines(), s.newlines, ascii(s.getvalue()))
s = _io.StringIO()
print(s.write("\u00e9t\u00e9"), s.seek(1), s.write("TTT"), ascii(s.getvalue()), s.tell(), s.truncate(2), ascii(s.getvalue()))

d = _io.IncrementalNewlineDecoder(None, True)
print(ascii(d.decode("a\r")), ascii(d.decode("\nb\r")), ascii(d.decode("c", True)), d.newlines)

r, w = posix.pipe()
with _io.FileIO(w, "w") as f:
    print(f.write(b"through a pipe"), f.seekable(), f.mode)
print(posix.read(r, 100), posix.read(r, 1))
posix.close(r)
try:
    posix.read(r, 1)
except OSError as e:
    print(e.errno, e.strerror)
print(posix._path_normpath("//a/../b/./c//d/.."), posix.fspath(b"x"), posix.WEXITSTATUS(0x300), posix.strerror(2))
