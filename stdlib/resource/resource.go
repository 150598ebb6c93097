// Package resource is the module resource: limits and use of what the system gives to processes.
//
//py:module resource
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package resource

import (
	"errors"
	"math/big"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/internal/fds"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the module resource.
var Module = objects.ModuleDef{
	Name:      "resource",
	Functions: moduleFunctions,
	Init: func() {
		rusageType.Init("resource.struct_rusage",
			"struct_rusage: Result from getrusage.\n\n"+
				"This object may be accessed either as a tuple of\n"+
				"    (utime,stime,maxrss,ixrss,idrss,isrss,minflt,majflt,\n"+
				"    nswap,inblock,oublock,msgsnd,msgrcv,nsignals,nvcsw,nivcsw)\n"+
				"or via the attributes ru_utime, ru_stime, ru_maxrss, and so on.",
			16, []objects.StructField{
				{Name: "ru_utime", Doc: "user time used"}, {Name: "ru_stime", Doc: "system time used"},
				{Name: "ru_maxrss", Doc: "max. resident set size"}, {Name: "ru_ixrss", Doc: "shared memory size"},
				{Name: "ru_idrss", Doc: "unshared data size"}, {Name: "ru_isrss", Doc: "unshared stack size"},
				{Name: "ru_minflt", Doc: "page faults not requiring I/O"}, {Name: "ru_majflt", Doc: "page faults requiring I/O"},
				{Name: "ru_nswap", Doc: "number of swap outs"}, {Name: "ru_inblock", Doc: "block input operations"},
				{Name: "ru_oublock", Doc: "block output operations"}, {Name: "ru_msgsnd", Doc: "IPC messages sent"},
				{Name: "ru_msgrcv", Doc: "IPC messages received"}, {Name: "ru_nsignals", Doc: "signals received"},
				{Name: "ru_nvcsw", Doc: "voluntary context switches"}, {Name: "ru_nivcsw", Doc: "involuntary context switches"},
			})
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "error", objects.Of(&objects.ExcOSError))
		m.Add(t, "struct_rusage", objects.Of(&rusageType.Type))
		for name, n := range constants {
			m.Add(t, name, objects.NewInt(n))
		}
		return nil
	},
}

var rusageType objects.StructSequenceType

// numLimits is RLIM_NLIMITS.
const numLimits = 16

var constants = map[string]int64{
	"RLIMIT_CPU": 0, "RLIMIT_FSIZE": 1, "RLIMIT_DATA": 2, "RLIMIT_STACK": 3, "RLIMIT_CORE": 4, "RLIMIT_RSS": 5, "RLIMIT_NPROC": unix.RLIMIT_NPROC,
	"RLIMIT_NOFILE": unix.RLIMIT_NOFILE, "RLIMIT_OFILE": unix.RLIMIT_NOFILE, "RLIMIT_MEMLOCK": unix.RLIMIT_MEMLOCK, "RLIMIT_AS": unix.RLIMIT_AS,
	"RLIMIT_MSGQUEUE": 12, "RLIMIT_NICE": 13, "RLIMIT_RTPRIO": 14, "RLIMIT_RTTIME": 15, "RLIMIT_SIGPENDING": 11,
	"RUSAGE_SELF": 0, "RUSAGE_CHILDREN": -1, "RUSAGE_THREAD": 1, "RLIM_INFINITY": -1,
}

// CPython: Modules/resource.c resource_getrusage_impl
//
//py:def getrusage(who, /)
func getrusage(t *objects.Thread, who int32) (Object, error) {
	var u unix.Rusage
	if err := unix.Getrusage(int(who), &u); err != nil {
		if err == unix.EINVAL {
			return Object{}, objects.ValueErrorf(t, "invalid who parameter")
		}
		return Object{}, fds.Error(t, err)
	}
	seconds := func(tv unix.Timeval) Object { return objects.NewFloat(float64(tv.Sec) + float64(tv.Usec)*1e-6) }
	values := []Object{seconds(u.Utime), seconds(u.Stime)}
	for _, n := range []int64{u.Maxrss, u.Ixrss, u.Idrss, u.Isrss, u.Minflt, u.Majflt, u.Nswap, u.Inblock, u.Oublock, u.Msgsnd, u.Msgrcv, u.Nsignals, u.Nvcsw, u.Nivcsw} {
		values = append(values, objects.NewInt(n))
	}
	return rusageType.Make(values...), nil
}

// limit converts one of the two numbers of a limit, -1 being none.
//
// CPython: Modules/resource.c py2rlim
func limit(t *objects.Thread, o Object) (uint64, error) {
	i, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	n, b, _ := objects.IntValue(i)
	if b == nil {
		b = big.NewInt(n)
	}
	switch {
	case b.Cmp(big.NewInt(-1)) == 0:
		return unix.RLIM_INFINITY, nil
	case b.Sign() < 0:
		return 0, objects.ValueErrorf(t, "Cannot convert negative int")
	case !b.IsUint64():
		return 0, objects.OverflowErrorf(t, "Python int too large to convert to C rlim_t")
	}
	return b.Uint64(), nil
}

func limits(t *objects.Thread, o Object) (lim unix.Rlimit, err error) {
	items, err := objects.ToSlice(t, o)
	if err != nil {
		return lim, err
	}
	if len(items) != 2 {
		return lim, objects.ValueErrorf(t, "expected a tuple of 2 integers")
	}
	if lim.Cur, err = limit(t, items[0]); err != nil {
		return lim, err
	}
	lim.Max, err = limit(t, items[1])
	return lim, err
}

func limitTuple(lim unix.Rlimit) Object {
	value := func(n uint64) Object {
		if n == unix.RLIM_INFINITY {
			return objects.NewInt(-1)
		}
		return objects.NewUint64(n)
	}
	return objects.NewTuple(value(lim.Cur), value(lim.Max))
}

func checkResource(t *objects.Thread, resource int32) error {
	if resource < 0 || resource >= numLimits {
		return objects.ValueErrorf(t, "invalid resource specified")
	}
	return nil
}

//py:def getrlimit(resource, /)
func getrlimit(t *objects.Thread, resource int32) (Object, error) {
	if err := checkResource(t, resource); err != nil {
		return Object{}, err
	}
	var lim unix.Rlimit
	if err := unix.Getrlimit(int(resource), &lim); err != nil {
		return Object{}, fds.Error(t, err)
	}
	return limitTuple(lim), nil
}

//py:def setrlimit(resource, limits, /)
func setrlimit(t *objects.Thread, resource int32, o Object) error {
	if err := checkResource(t, resource); err != nil {
		return err
	}
	lim, err := limits(t, o)
	if err != nil {
		return err
	}
	// Package syscall's, unlike unix's, knows that it keeps the limit on open files for children.
	return limitError(t, syscall.Setrlimit(int(resource), &syscall.Rlimit{Cur: lim.Cur, Max: lim.Max}))
}

// CPython: Modules/resource.c resource_setrlimit_impl
func limitError(t *objects.Thread, err error) error {
	switch {
	case errors.Is(err, syscall.EINVAL):
		return objects.ValueErrorf(t, "current limit exceeds maximum limit")
	case err == syscall.EPERM:
		return objects.ValueErrorf(t, "not allowed to raise maximum limit")
	}
	return fds.Error(t, err)
}

// CPython: Modules/resource.c resource_prlimit_impl
//
//py:def prlimit(pid, resource, limits=None, /)
//py:sig (pid, resource, limits=None, /)
func prlimit(t *objects.Thread, pid, resource int32, o Object) (Object, error) {
	if err := checkResource(t, resource); err != nil {
		return Object{}, err
	}
	var old unix.Rlimit
	var set *unix.Rlimit
	if o != objects.None {
		lim, err := limits(t, o)
		if err != nil {
			return Object{}, err
		}
		set = &lim
	}
	if err := unix.Prlimit(int(pid), int(resource), set, &old); err != nil {
		if err == unix.EINVAL {
			return Object{}, objects.ValueErrorf(t, "current limit exceeds maximum limit")
		}
		return Object{}, fds.Error(t, err)
	}
	return limitTuple(old), nil
}

//py:def getpagesize()
func getpagesize() int { return unix.Getpagesize() }
