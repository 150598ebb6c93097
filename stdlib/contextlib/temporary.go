package contextlib

import "github.com/gophersnake/gophersnake/objects"

// pool keeps the memory of context managers that only a with statement knew, for the next ones.
type pool[T any] struct{ free []*T }

// maxPooled is how many objects a pool keeps: with statements are seldom nested deeper.
const maxPooled = 16

// get gives an object whose fields are all to be set.
func (p *pool[T]) get() *T {
	if n := len(p.free); n > 0 {
		o := p.free[n-1]
		p.free = p.free[:n-1]
		return o
	}
	return new(T)
}

// put takes an object that nobody knows any more.
func (p *pool[T]) put(o *T) {
	if len(p.free) < maxPooled {
		p.free = append(p.free, o)
	}
}

// standardClass is a class of the module with its version when it was made: as long as it has that nobody changed it.
type standardClass struct {
	*objects.Type
	version uint32
}

// standard gives typ as it is now.
func standard(typ *objects.Type) standardClass { return standardClass{typ, typ.Version()} }

// made reports whether o is an instance of the unchanged class.
func (c standardClass) made(o Object) bool {
	return o.Type() == c.Type && c.Type.Version() == c.version
}
