// Command eval runs Python in a Go program, and exchanges values with it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"

	"github.com/gophersnake/gophersnake"
)

const script = `
def describe(order):
    total = sum(price * n for price, n in order["items"])
    return {"customer": order["customer"].title(), "total": discount(total)}

def read(name):
    return open(name).read()
`

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	// GOPHERSNAKE_LIB names a directory with the Python library, for programs that do not have it inside.
	rt, err := gophersnake.New(gophersnake.Config{Lib: os.Getenv("GOPHERSNAKE_LIB")})
	if err != nil {
		return err
	}
	defer rt.Close()

	v, err := rt.Eval(ctx, "2 ** 100")
	if err != nil {
		return err
	}
	fmt.Printf("%v is a %T\n", v, v)

	// A Go function that Python calls.
	discount := func(_ context.Context, args ...any) (any, error) {
		total, ok := args[0].(float64)
		if !ok {
			return nil, fmt.Errorf("no discount on %v", args[0])
		}
		return total * 0.9, nil
	}
	if err := rt.Set(ctx, "discount", discount); err != nil {
		return err
	}
	if err := rt.Exec(ctx, script); err != nil {
		return err
	}
	order := map[string]any{"customer": "ada", "items": [][]any{{1.5, 2}, {7.0, 1}}}
	v, err = rt.Call(ctx, "describe", order)
	if err != nil {
		return err
	}
	fmt.Println(v)

	// Python's exceptions are Go errors, and Go's errors are exceptions.
	_, err = rt.Call(ctx, "describe", map[string]any{"items": nil})
	fmt.Println(err, errors.Is(err, gophersnake.Exception("TypeError")))
	_, err = rt.Call(ctx, "read", "/nowhere")
	fmt.Println(errors.Is(err, fs.ErrNotExist))
	order["items"] = [][]any{{2, 2}}
	_, err = rt.Call(ctx, "describe", order)
	fmt.Println(err)
	return nil
}
