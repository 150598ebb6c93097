// Package stdlib lists the native modules of the standard library.
package stdlib

import (
	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/builtins"
	"github.com/gophersnake/gophersnake/stdlib/codecs"
	"github.com/gophersnake/gophersnake/stdlib/errno"
	"github.com/gophersnake/gophersnake/stdlib/imp"
	"github.com/gophersnake/gophersnake/stdlib/itertools"
	"github.com/gophersnake/gophersnake/stdlib/posix"
	"github.com/gophersnake/gophersnake/stdlib/string"
	"github.com/gophersnake/gophersnake/stdlib/sys"
	"github.com/gophersnake/gophersnake/stdlib/warnings"
)

// Modules gives the declarations of all native modules.
func Modules() []*objects.ModuleDef {
	return []*objects.ModuleDef{
		&builtins.Module, &codecs.Module, &errno.Module, &imp.Module, &itertools.Module, &posix.Module, &string.Module, &sys.Module, &warnings.Module,
	}
}
