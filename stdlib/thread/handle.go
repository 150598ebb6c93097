package thread

import (
	"fmt"
	"time"

	"github.com/gophersnake/gophersnake/objects"
)

type handleState uint8

const (
	handleNotStarted handleState = iota
	handleRunning
	handleDone
)

// handle is a _ThreadHandle.
//
//py:type _ThreadHandle
type handle struct {
	objects.Header
	ident int64
	state handleState
	done  chan struct{} // closed when the thread has ended
	// set says that _set_done marked the thread as ended, whose goroutine will not.
	set bool
}

var handleType objects.Type

func newHandle() *handle {
	return &handle{Header: objects.Header{Type: &handleType}, done: make(chan struct{})}
}

//py:new _ThreadHandle(cls)
func handleNew(_ *objects.Type) objects.Object { return objects.Of(newHandle()) }

func handleRepr(_ *objects.Thread, o Object) (Object, error) {
	h := (*handle)(o.Ref)
	return objects.NewStr(fmt.Sprintf("<%s object: ident=%d>", h.Type.Name200(), h.ident)), nil
}

//py:get _ThreadHandle.ident
func handleIdent(h *handle) int64 { return h.ident }

//py:def _ThreadHandle.is_done(self)
//py:nosig
func handleIsDone(h *handle) bool { return h.state == handleDone }

// CPython: Modules/_threadmodule.c ThreadHandle_set_done
//
//py:def _ThreadHandle._set_done(self)
//py:nosig
func handleSetDone(t *objects.Thread, h *handle) error {
	if h.state == handleNotStarted {
		return objects.Errorf(t, &objects.ExcRuntimeError, "thread not started")
	}
	if h.state == handleRunning && !h.set {
		h.set = true
		h.state = handleDone
		close(h.done)
	}
	return nil
}

// CPython: Modules/_threadmodule.c ThreadHandle_join
//
//py:def _ThreadHandle.join(self, timeout=None, /)
//py:nosig
func handleJoin(t *objects.Thread, h *handle, timeout objects.Object) error {
	d := time.Duration(-1)
	if timeout != objects.None {
		var err error
		if d, err = duration(t, timeout); err != nil {
			return err
		}
	}
	if h.state == handleNotStarted {
		return objects.Errorf(t, &objects.ExcRuntimeError, "thread not started")
	}
	if h.state != handleDone && h.ident == t.ID {
		return objects.Errorf(t, &objects.ExcRuntimeError, "Cannot join current thread")
	}
	_, err := t.Wait(h.done, d)
	return err
}
