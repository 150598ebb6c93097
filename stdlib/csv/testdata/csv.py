# Dialects, readers and writers of _csv, with what they raise.
import _csv


def attempt(what, f, *args, **kwargs):
    try:
        print(what, f(*args, **kwargs))
    except Exception as e:
        print(what, type(e).__name__, e)


def fields(**settings):
    d = _csv.Dialect(**settings)
    return [d.delimiter, d.doublequote, d.escapechar, d.lineterminator, d.quotechar, d.quoting, d.skipinitialspace, d.strict]


for settings in [
    dict(), dict(delimiter=None), dict(delimiter="xx"), dict(quotechar=1), dict(escapechar=""), dict(lineterminator=None),
    dict(quoting=10), dict(quoting=True), dict(quoting=2**70), dict(quotechar=None), dict(quotechar=None, quoting=1),
    dict(delimiter="\n"), dict(escapechar=" ", skipinitialspace=True), dict(delimiter="a", quotechar="a"),
    dict(quotechar="a", escapechar="a"), dict(lineterminator="x\n", delimiter="x"), dict(foo=1), dict(dialect="nope"),
    dict(delimiter="\u20ac", strict=1),
]:
    attempt(settings, fields, **settings)


def read(*lines, **settings):
    return list(_csv.reader(lines, **settings))


for lines, settings in [
    (["a,b,c\r\n", "", '"d ""e""",f'], {}),
    (['a,"b\n', 'c",d'], {}),
    (['"a"b,c'], {}),
    (['"a"b,c'], dict(strict=True)),
    (['"a'], {}),
    (['"a'], dict(strict=True)),
    (["a\nb"], {}),
    (["a\\,b,\\"], dict(escapechar="\\")),
    (['1,"2",x'], dict(quoting=_csv.QUOTE_NONNUMERIC)),
    (['1,"2",3, 4'], dict(quoting=_csv.QUOTE_NONNUMERIC)),
    (['1,"2",,"",'], dict(quoting=_csv.QUOTE_STRINGS)),
    (['1,"2",,"",'], dict(quoting=_csv.QUOTE_NOTNULL)),
    (['a, "b c",  d'], dict(skipinitialspace=True)),
    (["\u20aca\u20acb\U0001f40d"], dict(delimiter="\u20ac")),
    (["a\0b"], {}),
    ([b"a"], {}),
]:
    attempt((lines, settings), read, *lines, **settings)


class Echo:
    def write(self, text):
        return repr(text)


ROW = ["a", 1, None, 2.5, "x,y", 'q"z', "n\nm", "", " ", "\u20ac\ud800"]
for settings in [
    {}, dict(quoting=_csv.QUOTE_ALL), dict(quoting=_csv.QUOTE_NONNUMERIC), dict(quoting=_csv.QUOTE_NONE),
    dict(quoting=_csv.QUOTE_NONE, escapechar="\\"), dict(quoting=_csv.QUOTE_STRINGS), dict(quoting=_csv.QUOTE_NOTNULL),
    dict(doublequote=False), dict(doublequote=False, escapechar="\\"), dict(delimiter=" ", skipinitialspace=True),
    dict(lineterminator="!"), dict(quotechar="\u20ac"),
]:
    for row in (ROW, [""], [None], [], ["!"], ["\\"]):
        attempt((settings, row), lambda: ascii(_csv.writer(Echo(), **settings).writerow(row)))

attempt("register", _csv.register_dialect, "semi", delimiter=";")
attempt("list", _csv.list_dialects)
attempt("semi", read, "a;b", dialect="semi")
attempt("semi, strict", read, 'a;"b"c', dialect="semi", strict=True)
attempt("unregister", _csv.unregister_dialect, "semi")
attempt("unregister", _csv.unregister_dialect, "semi")
attempt("limit", _csv.field_size_limit, 3)
attempt("long", read, "abcd")
attempt("limit", _csv.field_size_limit, "x")
attempt("limit", _csv.field_size_limit, 131072)
attempt("reader", _csv.reader)
attempt("writer", _csv.writer, object())
attempt("writerow", _csv.writer(Echo()).writerow, 1)
attempt("Reader", _csv.Reader)
