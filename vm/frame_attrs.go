package vm

import (
	"fmt"

	"github.com/gophersnake/gophersnake/objects"
)

func setupFrame() {
	FrameType = objects.Type{
		Name: "frame", Flags: objects.NoInstantiate,
		Layout: objects.LayoutOf[Frame](),
		Slots: objects.Slots{
			Repr: frameRepr, Traverse: traverseFrame,
			GetAttr: objects.GenericGetAttr, SetAttr: objects.GenericSetAttr,
		},
		Methods: frameMethods, GetSets: frameGetSets,
	}
}

func frameRepr(t *objects.Thread, o objects.Object) (objects.Object, error) {
	fo := (*Frame)(o.Ref)
	file, err := objects.Repr(t, Of(fo.code.code.FileStr))
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewStr(fmt.Sprintf("<frame at %p, file %s, line %s, code %s>", o.Ref, file.String(), lineText(fo), fo.code.code.Name)), nil
}

func lineText(fo *Frame) string {
	if n := fo.Line(); n > 0 {
		return fmt.Sprint(n)
	}
	return "None"
}

// Line gives the current source line, 0 if there is none.
func (fo *Frame) Line() int {
	w := fo.current()
	if w < 0 {
		return fo.code.code.FirstLine
	}
	return int(fo.code.code.Lookup(w).Line)
}

func traverseFrame(o objects.Object, visit func(objects.Object)) {
	fo := (*Frame)(o.Ref)
	visit(Of(fo.fn))
	for _, v := range fo.registers() {
		if v.Ref != nil {
			visit(v)
		}
	}
	rest := fo.seldom()
	for _, v := range []objects.Object{rest.ns, rest.trace, objects.ObjectOrNull(fo.back), objects.ObjectOrNull(rest.extra), objects.ObjectOrNull(fo.gen)} {
		if v.Ref != nil {
			visit(v)
		}
	}
}

// The frame that called this one, or None.
//
//py:get frame.f_back
func frameBack(t *objects.Thread, fo *Frame) objects.Object {
	if f := fo.f; f != nil {
		if f.gen != nil && f.gen.state != genRunning || f.prev == nil {
			return objects.None
		}
		return Of(machineOf(t).frameObject(f.prev))
	}
	return objects.ObjectOrNone(fo.back)
}

// The code being executed.
//
//py:get frame.f_code
func frameCode(fo *Frame) objects.Object { return Of(fo.code.code) }

// The global variables.
//
//py:get frame.f_globals
func frameGlobals(fo *Frame) objects.Object { return Of(fo.fn.Globals) }

// The built-in names.
//
//py:get frame.f_builtins
func frameBuiltins(fo *Frame) objects.Object { return objects.BuiltinsObject(fo.code.builtins) }

// The local variables.
//
//py:get frame.f_locals
func frameLocals(fo *Frame) objects.Object {
	if ns := fo.namespace(); ns.Ref != nil {
		return ns
	}
	return Of(&localsProxy{Header{&localsProxyType}, fo})
}

// The current line number.
//
//py:get frame.f_lineno
func frameLine(fo *Frame) objects.Object {
	if n := fo.Line(); n > 0 {
		return objects.NewInt(int64(n))
	}
	return objects.None
}

// The index of the current instruction.
//
//py:get frame.f_lasti
func frameLasti(fo *Frame) int {
	if fo.f != nil && fo.f.pc == fo.code.start {
		return -1
	}
	return 2 * fo.current()
}

// The generator, coroutine or async generator whose frame this is, or None.
//
//py:get frame.f_generator
func frameGenerator(t *objects.Thread, fo *Frame) objects.Object {
	if fo.f != nil && fo.f.flags&frameEager != 0 {
		return Of(machineOf(t).coroutine(fo.f))
	}
	return objects.ObjectOrNone(fo.gen)
}

// The frame's trace function, or None.
//
//py:get frame.f_trace
func frameTrace(fo *Frame) objects.Object { return fo.seldom().trace.OrNone() }

//py:set frame.f_trace
func frameSetTrace(fo *Frame, value objects.Object) error {
	if value == objects.None {
		value = objects.Object{}
	}
	fo.more().trace = value
	return nil
}

// Whether the trace function is called for each line.
//
//py:get frame.f_trace_lines
func frameTraceLines(fo *Frame) bool { return !fo.noLines }

//py:set frame.f_trace_lines
func frameSetTraceLines(t *objects.Thread, fo *Frame, value objects.Object) error {
	if value.IsNull() {
		return objects.TypeErrorf(t, "can't delete numeric/char attribute")
	}
	if value.Type() != &objects.BoolType {
		return objects.TypeErrorf(t, "attribute value type must be bool")
	}
	fo.noLines = value != objects.True
	return nil
}

// Whether the trace function is called for each instruction.
//
//py:get frame.f_trace_opcodes
func frameTraceOpcodes(fo *Frame) bool { return fo.traceOps }

//py:set frame.f_trace_opcodes
func frameSetTraceOpcodes(t *objects.Thread, fo *Frame, value objects.Object) error {
	if value.IsNull() {
		return objects.Errorf(t, &objects.ExcAttributeError, "f_trace_opcodes attribute cannot be deleted")
	}
	if value.Type() != &objects.BoolType {
		return objects.TypeErrorf(t, "attribute value type must be bool")
	}
	fo.traceOps = value == objects.True
	return nil
}

// Clear all references held by the frame.
//
//py:def frame.clear(self, /)
func frameClear(t *objects.Thread, fo *Frame) error {
	if f := fo.f; f != nil {
		if f.gen == nil || f.gen.state == genRunning {
			return objects.Errorf(t, &objects.ExcRuntimeError, "cannot clear an executing frame")
		}
		if f.gen.state == genSuspended {
			return objects.Errorf(t, &objects.ExcRuntimeError, "cannot clear a suspended frame")
		}
		if f.gen.state == genCreated {
			if err := genDel(t, Of(f.gen)); err != nil {
				t.WriteUnraisable(err, Of(f.gen))
			}
		}
	}
	clear(fo.registers())
	if fo.rest != nil {
		fo.rest.extra = nil
	}
	fo.cleared = true
	return nil
}

// localsProxy is f_locals of a function's frame: a live view of its variables (PEP 667).
//
//py:type FrameLocalsProxy
type localsProxy struct {
	Header
	frame *Frame
}

var localsProxyType objects.Type
