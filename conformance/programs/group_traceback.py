# compare: stderr
# How nested exception groups are printed, with causes, notes and many members.


def fail(n):
    raise ValueError(n)


def collect():
    errors = []
    for n in range(3):
        try:
            fail(n)
        except ValueError as error:
            errors.append(error)
    errors[1].add_note("a note on one member")
    try:
        raise ExceptionGroup("inner", [KeyError("k"), TypeError("t\nwith a second line")])
    except ExceptionGroup as error:
        errors.append(error)
    errors += [IndexError(i) for i in range(14)]
    raise ExceptionGroup("outer", errors)


print("collecting")
try:
    collect()
except* KeyError as group:
    raise RuntimeError("while handling") from group
