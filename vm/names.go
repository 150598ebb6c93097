package vm

import "github.com/gophersnake/gophersnake/objects"

// Names that the machine looks up.
var (
	nameAwait      = objects.StaticName("__await__")
	nameAthrow     = objects.StaticName("athrow")
	nameAll        = objects.StaticName("__all__")
	nameBuildClass = objects.StaticName("__build_class__")
	nameBuiltins   = objects.StaticName("__builtins__")
	nameClose      = objects.StaticName("close")
	nameDict       = objects.StaticName("__dict__")
	nameImport     = objects.StaticName("__import__")
	nameKeys       = objects.StaticName("keys")
	nameMatchArgs  = objects.StaticName("__match_args__")
	nameModule     = objects.StaticName("__module__")
	nameAppend     = objects.StaticName("append")
	nameName       = objects.StaticName("__name__")
	nameQualname   = objects.StaticName("__qualname__")
	nameSend       = objects.StaticName("send")
	nameThrow      = objects.StaticName("throw")
	nameDisplay    = objects.StaticName("displayhook")
	nameSpec       = objects.StaticName("__spec__")
	nameGet        = objects.StaticName("get")
)
