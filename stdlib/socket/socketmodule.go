// Package socket is the module _socket: the system's sockets, and names and addresses of hosts, which Go's resolver looks up.
//
//py:module _socket
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package socket

import (
	"sync/atomic"
	"time"

	"github.com/gophersnake/gophersnake/objects"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the module _socket.
var Module = objects.ModuleDef{
	Name:      "_socket",
	Doc:       "Implementation module for socket operations.\n\nSee the socket module for documentation.",
	Functions: moduleFunctions,
	Init:      initTypes,
	Exec:      exec,
}

// The exceptions of name resolution.
var herrorType, gaierrorType objects.Type

func initTypes() {
	herrorType = objects.Type{Name: "socket.herror", Base: &objects.ExcOSError, Flags: objects.BaseType}
	objects.Ready(&herrorType)
	gaierrorType = objects.Type{Name: "socket.gaierror", Base: &objects.ExcOSError, Flags: objects.BaseType}
	objects.Ready(&gaierrorType)
	initSocket()
}

func exec(t *objects.Thread, m *objects.Module) error {
	m.Add(t, "error", objects.Of(&objects.ExcOSError))
	m.Add(t, "herror", objects.Of(&herrorType))
	m.Add(t, "gaierror", objects.Of(&gaierrorType))
	m.Add(t, "timeout", objects.Of(&objects.ExcTimeoutError))
	m.Add(t, "socket", objects.Of(&socketType))
	m.Add(t, "SocketType", objects.Of(&socketType))
	m.Add(t, "has_ipv6", objects.True)
	for _, c := range constants {
		m.Add(t, c.name, objects.NewInt(c.value))
	}
	return nil
}

// defaults is the state of an interpreter.
type defaults struct {
	timeout atomic.Int64 // nanoseconds, of new sockets, negative: none
}

type defaultsKey struct{}

func defaultsOf(t *objects.Thread) *defaults {
	return t.Interp.State(defaultsKey{}, func() any {
		d := &defaults{}
		d.timeout.Store(-1)
		return d
	}).(*defaults)
}

// Returns the default timeout in seconds (float) for new socket objects.
//
// A value of None indicates that new socket objects have no timeout.
// When the socket module is first imported, the default is None.
//
//py:def getdefaulttimeout()
func getDefaultTimeout(t *objects.Thread) Object {
	return timeoutValue(time.Duration(defaultsOf(t).timeout.Load()))
}

// Set the default timeout in seconds (float) for new socket objects.
//
// A value of None indicates that new socket objects have no timeout.
// When the socket module is first imported, the default is None.
//
//py:def setdefaulttimeout(timeout, /)
func setDefaultTimeout(t *objects.Thread, timeout Object) error {
	d, err := timeoutArg(t, timeout)
	if err != nil {
		return err
	}
	defaultsOf(t).timeout.Store(int64(d))
	return nil
}
