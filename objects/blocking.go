package objects

import "syscall"

// Retry runs a system call that may block, again and again while a signal interrupts it, whose handlers run in between.
//
// CPython: Python/fileutils.c _Py_read
func (t *Thread) Retry(f func() error) error {
	for {
		var err error
		t.Blocking(func() { err = f() })
		if err != syscall.EINTR {
			return err
		}
		if err := t.Runtime.Poll(t); err != nil {
			return err
		}
	}
}
