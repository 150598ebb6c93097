# Waiting for child processes: waitid, process descriptors, status of those that ended, were killed, or go on.

import os
import signal
import subprocess

child = subprocess.Popen(["sh", "-c", "exit 7"])
fd = os.pidfd_open(child.pid)
result = os.waitid(os.P_PIDFD, fd, os.WEXITED | os.WNOWAIT)
print(result.si_pid == child.pid, result[2:], type(result).__name__, len(result), os.get_inheritable(fd))
print(child.wait())
for wrong in lambda: os.waitid(os.P_PID, child.pid, os.WEXITED), lambda: os.pidfd_open(-1), lambda: os.waitpid(child.pid, 0):
    try:
        wrong()
    except OSError as error:
        print(type(error).__name__, error)
os.close(fd)
child = subprocess.Popen(["sleep", "60"])
print(os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG), child.poll())
fd = os.pidfd_open(child.pid)
signal.pidfd_send_signal(fd, signal.SIGTERM)
print(os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT).si_code == os.CLD_KILLED, child.wait())
try:
    signal.pidfd_send_signal(fd, signal.SIGTERM)
except ProcessLookupError as error:
    print(error)
os.close(fd)
