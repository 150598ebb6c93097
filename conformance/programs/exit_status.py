# compare: stderr
# The end of a program: SystemExit's message and status, with finally and atexit on the way.

import atexit
import sys

atexit.register(print, "atexit 1")
atexit.register(lambda: print("atexit 2"))
try:
    for code in [None, 0, 3, "text"]:
        try:
            sys.exit(code)
        except SystemExit as error:
            print(error.code, repr(error))
    sys.exit("the message goes to stderr")
finally:
    print("finally")
