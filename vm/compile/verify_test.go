package compile

import (
	"fmt"

	"github.com/gophersnake/gophersnake/vm/code"
)

// verify checks a code object and those among its constants.
func verify(k *code.Code) error {
	inner := func(i int) *code.Code {
		c, _ := k.Consts[i].(*code.Code)
		return c
	}
	if err := code.Verify(k, len(k.Consts), inner); err != nil {
		return fmt.Errorf("%s (%s, line %d): %w", k.Qualname, k.Filename, k.FirstLine, err)
	}
	for i := range k.Consts {
		if c := inner(i); c != nil {
			if err := verify(c); err != nil {
				return err
			}
		}
	}
	return nil
}
