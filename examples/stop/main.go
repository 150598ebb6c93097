// Command stop runs scripts of people who may have made a mistake, each for no longer than it is allowed to.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/gophersnake/gophersnake"
)

var scripts = []struct{ name, source string }{
	{"well-behaved", `result = sum(range(1000))`},
	{"endless", `while True: pass`},
	{"careful", `
import time
try:
    time.sleep(3600)
finally:
    result = "cleaned up"
`},
	{"stubborn", `
while True:
    try:
        while True: pass
    except BaseException:
        pass
`},
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	for _, s := range scripts {
		// An interpreter for each: they share nothing.
		rt, err := gophersnake.New(gophersnake.Config{Lib: os.Getenv("GOPHERSNAKE_LIB"), Grace: 100 * time.Millisecond})
		if err != nil {
			return err
		}
		limited, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
		err = rt.Exec(limited, s.source)
		cancel()
		// A script that was stopped leaves a usable interpreter.
		result, _ := rt.Eval(ctx, "globals().get('result')")
		switch {
		case errors.Is(err, context.DeadlineExceeded):
			fmt.Printf("%s: stopped, %v\n", s.name, result)
		case err != nil:
			fmt.Printf("%s: %v\n", s.name, err)
		default:
			fmt.Printf("%s: %v\n", s.name, result)
		}
		if err := rt.Close(); err != nil {
			return err
		}
	}
	return nil
}
