import _locale

print(_locale.setlocale(_locale.LC_ALL, "C"), _locale.getencoding(), _locale.setlocale(_locale.LC_CTYPE, "C.UTF-8"), _locale.getencoding())
print(_locale.setlocale(_locale.LC_ALL, _locale.setlocale(_locale.LC_ALL)))
for name in ("xx", "POSIX", "C.utf8", "LC_CTYPE=C", "a;b"):
    try:
        print(_locale.setlocale(_locale.LC_ALL, name))
    except _locale.Error as e:
        print(e)
print(_locale.localeconv(), _locale.nl_langinfo(_locale.D_T_FMT), _locale.strcoll("a", "B"), _locale.strxfrm("aé"))
