package compile

import (
	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

type Options struct{}

func Compile(mod syntax.Mod, filename string, o Options) (*code.Code, []syntax.Warning, error) {
	return nil, nil, nil
}
