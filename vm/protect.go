package vm

import "github.com/gophersnake/gophersnake/objects"

// Protect implements objects.Runtime.
func (v *VM) Protect(t *objects.Thread, what string, f func() error) (err error) {
	m := machineOf(t)
	mark := t.Mark()
	cur, top, seg := m.cur, m.top, m.seg
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		t.Reset(mark)
		m.cur, m.top, m.seg, m.limit = cur, top, seg, seg.end()
		m.ret, m.err, m.yielded = Object{}, nil, false
		err = objects.PanicError(t, what, p)
	}()
	return f()
}
