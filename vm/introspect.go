package vm

import (
	"os"

	"github.com/gophersnake/gophersnake/objects"
)

var (
	nameStderr     = objects.StaticName("stderr")
	nameWrite      = objects.StaticName("write")
	nameExcepthook = objects.StaticName("excepthook")
)

// Depth gives how many Python frames are active on t.
func (v *VM) Depth(t *objects.Thread) int {
	m := machineOf(t)
	if m.top == nil {
		return m.last.index + 1
	}
	return m.top.index
}

// SetRecursionLimit changes how deep Python calls may nest.
func (v *VM) SetRecursionLimit(t *objects.Thread, n int) {
	t.Interp.RecursionLimit = n
	m := machineOf(t)
	// The chain of frame records ends where calls have to look at the limit.
	for f := m.top; f != nil; f = f.next {
		if f.index >= n-1 {
			f.next = nil
			m.last = f
			break
		}
	}
}

// FrameModule gives the name of the module of the frame depth levels below the running one, None if there is none.
func (v *VM) FrameModule(t *objects.Thread, depth int) Object {
	f := machineOf(t).cur
	for ; f != nil && depth > 0; depth-- {
		f = f.prev
	}
	if f == nil {
		return objects.None
	}
	return f.fn.Module.OrNone()
}

// Audit calls the audit hooks.
func (v *VM) Audit(t *objects.Thread, event string, args []Object) error {
	for _, h := range v.AuditHooks {
		if _, err := objects.CallArgs(t, h, objects.NewStr(event), objects.NewTuple(args...)); err != nil {
			return err
		}
	}
	return nil
}

// stderr writes text to sys.stderr, or where there is none to the process's.
func (v *VM) stderr(t *objects.Thread, text string) {
	f := v.Interp.SysDict.GetStr(nameStderr)
	if f == objects.None {
		return
	}
	if f.Ref != nil {
		if _, err := objects.CallMethod(t, f, nameWrite, objects.NewStr(text)); err == nil {
			return
		}
	}
	os.Stderr.WriteString(text)
}

// ReportException hands exc to sys.excepthook.
func (v *VM) ReportException(t *objects.Thread, exc *objects.Exception) {
	in := v.Interp
	in.SysDict.SetStr(in.Intern("last_exc"), Of(exc))
	in.SysDict.SetStr(in.Intern("last_type"), Of(exc.Type))
	in.SysDict.SetStr(in.Intern("last_value"), Of(exc))
	in.SysDict.SetStr(in.Intern("last_traceback"), objects.ObjectOrNone(exc.Traceback))
	hook := in.SysDict.GetStr(nameExcepthook)
	if hook.Ref == nil {
		v.stderr(t, "sys.excepthook is missing\n")
		objects.DisplayException(t, exc)
		return
	}
	_, err := objects.CallArgs(t, hook, Of(exc.Type), Of(exc), objects.ObjectOrNone(exc.Traceback))
	if err == nil {
		return
	}
	if objects.Matches(err, &objects.ExcSystemExit) {
		return
	}
	v.stderr(t, "Error in sys.excepthook:\n")
	objects.DisplayException(t, objects.AsExc(t, err))
	v.stderr(t, "\nOriginal exception was:\n")
	objects.DisplayException(t, exc)
}

// ExitStatus gives the status with which a process ends for SystemExit, having printed what it says; ok is false for other exceptions.
//
// CPython: Python/pythonrun.c _Py_HandleSystemExitAndKeyboardInterrupt
func (v *VM) ExitStatus(t *objects.Thread, exc *objects.Exception) (status int, ok bool) {
	if !exc.Type.IsSubtype(&objects.ExcSystemExit) {
		return 0, false
	}
	arg, err := objects.LookupAttr(t, Of(exc), v.Interp.Intern("code"))
	if err != nil || arg.Ref == nil || arg == objects.None {
		return 0, true
	}
	if _, _, isInt := objects.IntValue(arg); isInt {
		n, err := objects.AsSsize(t, arg, nil)
		if err != nil {
			return 255, true
		}
		return int(uint8(n)), true
	}
	s, err := objects.ToStr(t, arg)
	if err == nil {
		v.stderr(t, s.String()+"\n")
	}
	return 1, true
}
