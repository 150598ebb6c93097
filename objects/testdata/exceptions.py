# What exceptions, groups and tracebacks do.


def raises(exc_type, f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except exc_type as e:
        assert type(e) is exc_type, type(e)
        return e
    raise AssertionError(f"no {exc_type.__name__}")


def test_context():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            first = e
            raise KeyError("k")
    except KeyError as e:
        assert e.__context__ is first and e.__cause__ is None and not e.__suppress_context__
    try:
        raise ValueError from first
    except ValueError as e:
        assert e.__cause__ is first and e.__suppress_context__ and e.__context__ is None
    try:
        try:
            raise first
        finally:
            raise TypeError
    except TypeError as e:
        assert e.__context__ is first
    # A chain never comes back to its beginning.
    a, b = ValueError("a"), ValueError("b")
    try:
        try:
            raise a
        except ValueError:
            try:
                raise b
            except ValueError:
                raise a
    except ValueError as e:
        assert e is a and a.__context__ is b and b.__context__ is None


def test_traceback():
    def inner():
        raise ValueError

    def outer():
        inner()

    e = raises(ValueError, outer)
    names, tb = [], e.__traceback__
    while tb:
        names.append(tb.tb_frame.f_code.co_name)
        assert tb.tb_lineno > 0
        tb = tb.tb_next
    assert names == ["raises", "outer", "inner"], names
    tb = e.__traceback__
    new = type(tb)(tb.tb_next, tb.tb_frame, tb.tb_lasti, 7)
    assert new.tb_lineno == 7 and new.tb_next is tb.tb_next
    tb.tb_next.tb_next = None
    assert str(raises(ValueError, setattr, tb.tb_next, "tb_next", tb)) == "traceback loop detected"
    raises(TypeError, setattr, tb, "tb_next", 3)
    other = KeyError().with_traceback(tb)
    assert other.__traceback__ is tb


def test_fields():
    e = OSError(2, "msg", "f", None, "g")
    assert type(e) is FileNotFoundError and e.args == (2, "msg") and (e.filename, e.filename2) == ("f", "g")
    assert e.__reduce__() == (FileNotFoundError, (2, "msg", "f", None, "g"))
    assert str(e) == "[Errno 2] msg: 'f' -> 'g'"
    assert BlockingIOError(11, "m", 5).characters_written == 5
    raises(AttributeError, lambda: BlockingIOError(11, "m").characters_written)

    class Mine(OSError):
        def __init__(self, a, b=3):
            self.a = a

    m = Mine(1, b=2)
    assert m.a == 1 and m.args == () and m.errno is None

    class Newed(OSError):
        def __new__(cls, *args):
            return super().__new__(cls, 13, "x")

    assert Newed("ignored").errno == 13
    e = ImportError("m", name="n", path="p", name_from="f")
    assert (e.msg, e.name, e.path, e.name_from) == ("m", "n", "p", "f")
    e = SyntaxError("m", ("f", 1, 2, "t", 3, 4))
    assert (e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset) == ("m", "f", 1, 2, "t", 3, 4)
    e = UnicodeDecodeError("utf-8", bytearray(b"ab"), 0, 1, "why")
    assert e.object == b"ab" and type(e.object) is bytes
    e = raises(AttributeError, lambda: (3).spam)
    assert e.name == "spam" and e.obj == 3
    e = raises(NameError, lambda: spam)  # noqa: F821
    assert e.name == "spam"
    assert raises(KeyError, lambda: {}["k"]).args == ("k",)
    e = StopIteration(1, 2)
    assert e.value == 1 and e.args == (1, 2)
    assert SystemExit().code is None and SystemExit(1, 2).code == (1, 2)
    e = ValueError()
    e.add_note("a")
    e.add_note("b")
    assert e.__notes__ == ["a", "b"]
    e.__setstate__({"x": 1})
    assert e.x == 1 and e.__reduce__() == (ValueError, (), {"__notes__": ["a", "b"], "x": 1})


def test_groups():
    g = ExceptionGroup("m", [ValueError(1), ExceptionGroup("n", [TypeError(2), KeyError(3)])])
    match, rest = g.split(TypeError)
    assert repr(match) == "ExceptionGroup('m', [ExceptionGroup('n', [TypeError(2)])])"
    assert repr(rest) == "ExceptionGroup('m', [ValueError(1), ExceptionGroup('n', [KeyError(3)])])"
    assert g.subgroup((ValueError, TypeError, KeyError)).exceptions[1].exceptions[1] is g.exceptions[1].exceptions[1]
    assert g.subgroup(lambda e: isinstance(e, KeyError)).message == "m"
    assert g.subgroup(OSError) is None and g.split(ExceptionGroup) == (g, None)
    g.add_note("note")
    match, rest = g.split(ValueError)
    assert match.__notes__ == ["note"] and match.__notes__ is not g.__notes__

    class Mine(ExceptionGroup):
        def derive(self, excs):
            return Mine(self.message + "!", excs)

    match, rest = Mine("m", [ValueError(), TypeError()]).split(ValueError)
    assert type(match) is Mine and rest.message == "m!"

    class Bad(ExceptionGroup):
        def derive(self, excs):
            return 42

    assert "derive must return an instance" in str(raises(TypeError, Bad("m", [ValueError(), TypeError()]).split, ValueError))
    raises(AttributeError, setattr, g, "message", "x")


def test_except_star():
    log = []
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3), ExceptionGroup("h", [ValueError(4)])])
        except* ValueError as e:
            log.append(repr(e))
        except* TypeError as e:
            log.append(repr(e))
            raise
    except ExceptionGroup as e:
        log.append(repr(e))
    assert log == [
        "ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [ValueError(4)])])",
        "ExceptionGroup('g', [TypeError(2)])",
        "ExceptionGroup('g', [TypeError(2), OSError(3)])",
    ], log
    try:
        raise ValueError("bare")
    except* ValueError as e:
        assert type(e) is ExceptionGroup and e.message == "" and e.exceptions[0].args == ("bare",)
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
        except* ValueError:
            raise KeyError("new")
    except ExceptionGroup as e:
        assert repr(e) == "ExceptionGroup('', [KeyError('new'), ExceptionGroup('g', [TypeError(2)])])", repr(e)
        assert repr(e.exceptions[0].__context__) == "ExceptionGroup('g', [ValueError(1)])"

    def bad(types):
        try:
            raise ValueError
        except* types:
            pass

    assert str(raises(TypeError, bad, ExceptionGroup)) == "catching ExceptionGroup with except* is not allowed. Use except instead."
    assert str(raises(TypeError, bad, 3)) == "catching classes that do not inherit from BaseException is not allowed"


def test_subclasses():
    class Both(ValueError, KeyError):
        pass

    assert str(Both("a")) == "'a'" and Both.__mro__[1:3] == (ValueError, KeyError)

    class Slotted(Exception):
        __slots__ = ("x",)

    s = Slotted()
    s.x, s.y = 1, 2
    assert (s.x, s.__dict__) == (1, {"y": 2})
    for bases in ((OSError, SyntaxError), (StopIteration, UnicodeDecodeError)):
        raises(TypeError, type, "Clash", bases, {})


for test in (test_context, test_traceback, test_fields, test_groups, test_except_star, test_subclasses):
    test()
    print(test.__name__)
