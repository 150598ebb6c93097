// Command gophersnake runs Python programs: its command line is like python's.
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/gophersnake/gophersnake"
)

func main() { os.Exit(run(os.Args)) }

func run(args []string) int {
	c := gophersnake.Config{Signals: true, Lib: os.Getenv("GOPHERSNAKE_LIB"), OrigArgv: args, Executable: args[0]}
	rest := args[1:]
	var source []byte
	var filename string
	if len(rest) == 0 {
		rest = []string{"-"}
	}
	switch {
	case rest[0] == "-V" || rest[0] == "--version":
		fmt.Println("Python 3.14.6 (gophersnake)")
		return 0
	case rest[0] == "-c":
		if len(rest) < 2 {
			fmt.Fprintln(os.Stderr, "Argument expected for the -c option")
			return 2
		}
		source, filename = []byte(rest[1]), "<string>"
		c.Argv = append([]string{"-c"}, rest[2:]...)
		c.Path = []string{""}
	case rest[0] == "-":
		b, err := io.ReadAll(os.Stdin)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		source, filename = b, "<stdin>"
		c.Argv, c.Path = rest, []string{""}
	default:
		b, err := os.ReadFile(rest[0])
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: can't open file '%s': %v\n", args[0], rest[0], err)
			return 2
		}
		source, filename = b, rest[0]
		c.Argv = rest
	}
	r, err := gophersnake.New(c)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return r.Finish(r.RunMain(source, filename))
}
