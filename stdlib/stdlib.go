// Package stdlib lists the native modules of the standard library.
package stdlib

import (
	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/abc"
	"github.com/gophersnake/gophersnake/stdlib/array"
	"github.com/gophersnake/gophersnake/stdlib/ast"
	"github.com/gophersnake/gophersnake/stdlib/atexit"
	"github.com/gophersnake/gophersnake/stdlib/binascii"
	"github.com/gophersnake/gophersnake/stdlib/bisect"
	"github.com/gophersnake/gophersnake/stdlib/builtins"
	"github.com/gophersnake/gophersnake/stdlib/codecs"
	"github.com/gophersnake/gophersnake/stdlib/collections"
	"github.com/gophersnake/gophersnake/stdlib/contextvars"
	"github.com/gophersnake/gophersnake/stdlib/errno"
	"github.com/gophersnake/gophersnake/stdlib/functools"
	"github.com/gophersnake/gophersnake/stdlib/gc"
	"github.com/gophersnake/gophersnake/stdlib/heapq"
	"github.com/gophersnake/gophersnake/stdlib/imp"
	"github.com/gophersnake/gophersnake/stdlib/io"
	"github.com/gophersnake/gophersnake/stdlib/itertools"
	"github.com/gophersnake/gophersnake/stdlib/marshal"
	"github.com/gophersnake/gophersnake/stdlib/math"
	"github.com/gophersnake/gophersnake/stdlib/opcode"
	"github.com/gophersnake/gophersnake/stdlib/operator"
	"github.com/gophersnake/gophersnake/stdlib/posix"
	"github.com/gophersnake/gophersnake/stdlib/queue"
	"github.com/gophersnake/gophersnake/stdlib/random"
	"github.com/gophersnake/gophersnake/stdlib/signal"
	"github.com/gophersnake/gophersnake/stdlib/sre"
	"github.com/gophersnake/gophersnake/stdlib/string"
	"github.com/gophersnake/gophersnake/stdlib/structs"
	"github.com/gophersnake/gophersnake/stdlib/sys"
	"github.com/gophersnake/gophersnake/stdlib/thread"
	"github.com/gophersnake/gophersnake/stdlib/time"
	"github.com/gophersnake/gophersnake/stdlib/tokenize"
	"github.com/gophersnake/gophersnake/stdlib/types"
	"github.com/gophersnake/gophersnake/stdlib/typing"
	"github.com/gophersnake/gophersnake/stdlib/unicodedata"
	"github.com/gophersnake/gophersnake/stdlib/warnings"
	"github.com/gophersnake/gophersnake/stdlib/weakref"
)

// Modules gives the declarations of all native modules.
func Modules() []*objects.ModuleDef {
	return []*objects.ModuleDef{
		&abc.Module,
		&array.Module,
		&ast.Module,
		&atexit.Module,
		&binascii.Module,
		&bisect.Module,
		&builtins.Module,
		&codecs.Module,
		&collections.Module,
		&contextvars.Module,
		&errno.Module,
		&functools.Module,
		&gc.Module,
		&heapq.Module,
		&imp.Module,
		&io.Module,
		&itertools.Module,
		&marshal.Module,
		&math.Module,
		&opcode.Module,
		&operator.Module,
		&posix.Module,
		&queue.Module,
		&random.Module,
		&signal.Module,
		&sre.Module,
		&string.Module,
		&structs.Module,
		&sys.Module,
		&thread.Module,
		&time.Module,
		&tokenize.Module,
		&types.Module,
		&typing.Module,
		&unicodedata.Module,
		&warnings.Module,
		&weakref.Module,
	}
}
