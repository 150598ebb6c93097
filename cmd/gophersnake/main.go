// Command gophersnake runs Python programs: its command line is like python's.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/gophersnake/gophersnake"
)

const usage = `usage: gophersnake [option] ... [-c cmd | -m mod | file | -] [arg] ...
-b     : issue warnings about converting bytes to str; -bb: errors
-B     : don't write .pyc files on import
-c cmd : program passed in as string (terminates option list)
-E     : ignore PYTHON* environment variables
-I     : isolate from the user's environment (implies -E and -s)
-m mod : run library module as a script (terminates option list)
-O     : remove assert and __debug__-dependent statements; -OO: docstrings too
-P     : don't prepend a potentially unsafe path to sys.path
-q     : accepted
-s     : don't add user site directory to sys.path
-S     : don't imply 'import site' on initialization
-u     : unbuffered stdout and stderr
-V     : print the version and exit
-W arg : warning control
-x     : skip first line of source
-X opt : set implementation-specific option: purepython=name,... takes modules
         from the library although there are ports of them in Go
--lib d: use the pure-Python library in directory d (also GOPHERSNAKE_LIB)
GOPHERSNAKE_PYCACHE: as PYTHONPYCACHEPREFIX, but -E and -I do not ignore it
file   : program read from script file
-      : program read from stdin
`

func main() {
	ballast := make([]byte, heapBallast)
	gophersnake.TuneMemory()
	status := run(os.Args)
	runtime.KeepAlive(ballast)
	os.Exit(status)
}

// heapBallast is memory that is never touched, so that the machine need not have it: with it the collector, which goes by the size of
// the heap, leaves a small heap alone until five times as much has been allocated.
const heapBallast = 12 << 20

// command is a command line.
type command struct {
	config   gophersnake.Config
	isolated bool
	ignore   bool // of the environment
	safePath bool
	skipLine bool
	kind     byte // 'c', 'm', '-' or 0 for a file
	program  string
	args     []string // after the program
}

// parse reads the options; status is not negative where the process is to end with it.
func parse(args []string) (c *command, status int) {
	c = &command{config: gophersnake.Config{OrigArgv: args, Signals: true, Flags: map[string]int{}, XOptions: map[string]string{}}}
	fail := func(format string, a ...any) (*command, int) {
		fmt.Fprintf(os.Stderr, format+"\n", a...)
		fmt.Fprint(os.Stderr, usage)
		return nil, 2
	}
	flags := c.config.Flags
	rest := args[1:]
	for len(rest) > 0 {
		arg := rest[0]
		if arg == "-" || arg == "" || arg[0] != '-' {
			break
		}
		rest = rest[1:]
		if strings.HasPrefix(arg, "--") {
			switch {
			case arg == "--version":
				fmt.Println(gophersnake.Version())
				return nil, 0
			case arg == "--help":
				fmt.Print(usage)
				return nil, 0
			case arg == "--lib" && len(rest) > 0:
				c.config.Lib, rest = rest[0], rest[1:]
			case strings.HasPrefix(arg, "--lib="):
				c.config.Lib = arg[len("--lib="):]
			default:
				return fail("unknown option %s", arg)
			}
			continue
		}
		for i := 1; i < len(arg); i++ {
			o := arg[i]
			if strings.IndexByte("cmWX", o) >= 0 {
				value := arg[i+1:]
				if value == "" {
					if len(rest) == 0 {
						return fail("Argument expected for the -%c option", o)
					}
					value, rest = rest[0], rest[1:]
				}
				switch o {
				case 'W':
					c.config.WarnOptions = append(c.config.WarnOptions, value)
				case 'X':
					name, v, _ := strings.Cut(value, "=")
					c.config.XOptions[name] = v
				default:
					c.kind, c.program, c.args = o, value, rest
					return c, -1
				}
				break
			}
			switch o {
			case 'b':
				flags["bytes_warning"]++
			case 'B':
				flags["dont_write_bytecode"] = 1
			case 'd':
				flags["debug"]++
			case 'E':
				c.ignore = true
				flags["ignore_environment"] = 1
			case 'i':
				flags["inspect"], flags["interactive"] = 1, 1
			case 'I':
				c.ignore, c.isolated, c.safePath = true, true, true
				flags["isolated"], flags["ignore_environment"], flags["no_user_site"], flags["safe_path"] = 1, 1, 1, 1
			case 'O':
				flags["optimize"]++
			case 'P':
				c.safePath = true
				flags["safe_path"] = 1
			case 'q':
				flags["quiet"]++
			case 's':
				flags["no_user_site"] = 1
			case 'S':
				flags["no_site"] = 1
				c.config.NoSite = true
			case 'u':
				c.config.Unbuffered = true
			case 'v':
				flags["verbose"]++
			case 'V':
				fmt.Println(gophersnake.Version())
				return nil, 0
			case 'h', '?':
				fmt.Print(usage)
				return nil, 0
			case 'x':
				c.skipLine = true
			default:
				return fail("Unknown option: -%c", o)
			}
		}
	}
	if len(rest) == 0 {
		c.kind = '-'
		return c, -1
	}
	c.program, c.args = rest[0], rest[1:]
	if c.program == "-" {
		c.kind = '-'
	}
	return c, -1
}

// environment adds what environment variables say.
func (c *command) environment() {
	if lib := os.Getenv("GOPHERSNAKE_LIB"); c.config.Lib == "" {
		c.config.Lib = lib
	}
	c.config.PycachePrefix = c.config.XOptions["pycache_prefix"]
	dev := func() {
		c.config.Flags["dev_mode"] = 1
		c.config.WarnOptions = append([]string{"default"}, c.config.WarnOptions...)
	}
	_, asked := c.config.XOptions["dev"]
	_, given := c.config.XOptions["pycache_prefix"]
	if !given {
		// Like the library's folder it holds for the isolated too.
		c.config.PycachePrefix = os.Getenv("GOPHERSNAKE_PYCACHE")
	}
	if c.ignore {
		if asked {
			dev()
		}
		return
	}
	if !given && os.Getenv("PYTHONPYCACHEPREFIX") != "" {
		c.config.PycachePrefix = os.Getenv("PYTHONPYCACHEPREFIX")
	}
	if os.Getenv("PYTHONDONTWRITEBYTECODE") != "" {
		c.config.Flags["dont_write_bytecode"] = 1
	}
	if p := os.Getenv("PYTHONPATH"); p != "" {
		for _, dir := range filepath.SplitList(p) {
			if abs, err := filepath.Abs(dir); err == nil {
				dir = abs
			}
			c.config.Path = append(c.config.Path, dir)
		}
	}
	if os.Getenv("PYTHONUNBUFFERED") != "" {
		c.config.Unbuffered = true
	}
	c.config.IOEncoding = os.Getenv("PYTHONIOENCODING")
	if os.Getenv("PYTHONSAFEPATH") != "" {
		c.safePath = true
		c.config.Flags["safe_path"] = 1
	}
	if os.Getenv("PYTHONNOUSERSITE") != "" {
		c.config.Flags["no_user_site"] = 1
	}
	if w := os.Getenv("PYTHONWARNINGS"); w != "" {
		c.config.WarnOptions = append(strings.Split(w, ","), c.config.WarnOptions...)
	}
	if asked || os.Getenv("PYTHONDEVMODE") != "" {
		dev()
	}
	if o := os.Getenv("PYTHONOPTIMIZE"); o != "" && c.config.Flags["optimize"] == 0 {
		c.config.Flags["optimize"] = 1
	}
}

func run(args []string) int {
	c, status := parse(args)
	if status >= 0 {
		return status
	}
	c.environment()
	c.config.WriteBytecode = c.config.Flags["dont_write_bytecode"] == 0
	if exe, err := os.Executable(); err == nil {
		c.config.Executable = exe
	}
	var source []byte
	filename := c.program
	first := ""
	switch c.kind {
	case 'c':
		source, filename = []byte(dedent(c.program)+"\n"), "<string>"
		c.config.Argv = append([]string{"-c"}, c.args...)
	case 'm':
		c.config.Argv = append([]string{"-m"}, c.args...)
		if wd, err := os.Getwd(); err == nil {
			first = wd
		}
	case '-':
		b, err := io.ReadAll(os.Stdin)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: can't read standard input: %v\n", args[0], err)
			return 1
		}
		source, filename = b, "<stdin>"
		c.config.Argv = append([]string{c.program}, c.args...)
	default:
		c.config.Argv = append([]string{c.program}, c.args...)
		c.program = absolute(c.program)
		filename = c.program
		info, err := os.Stat(c.program)
		if err == nil && info.IsDir() || inArchive(c.program) {
			c.kind = 'd'
			first = c.program
			break
		}
		if err == nil {
			source, err = os.ReadFile(c.program)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: can't open file '%s': %s\n", args[0], c.program, gophersnake.DescribeError(err))
			return 2
		}
		real, err := filepath.EvalSymlinks(c.program)
		if err != nil {
			real = c.program
		}
		if real, err = filepath.Abs(real); err == nil {
			first = filepath.Dir(real)
		}
	}
	if c.skipLine {
		if i := strings.IndexByte(string(source), '\n'); i >= 0 {
			// The line end stays, so that lines keep their numbers.
			source = source[i:]
		}
	}
	r, err := gophersnake.New(c.config)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if !c.safePath || c.kind == 'd' {
		// As in CPython this comes after site, which would make it absolute.
		r.PrependPath(first)
	}
	switch c.kind {
	case 'm':
		err = r.RunModule(c.program, true)
	case 'd':
		err = r.RunModule("__main__", false)
	case 0:
		err = r.RunFile(source, filename)
	default:
		err = r.RunMain(source, filename)
	}
	return r.Finish(err)
}

// dedent takes away the white space that begins every line which is not blank. Blank lines become empty.
//
// CPython: Objects/unicodeobject.c _PyUnicode_Dedent
func dedent(text string) string {
	lines := strings.Split(text, "\n")
	margin, any := "", false
	for i, line := range lines {
		rest := strings.TrimLeft(line, " \t")
		if rest == "" {
			if i < len(lines)-1 {
				lines[i] = ""
			}
			continue
		}
		indent := line[:len(line)-len(rest)]
		if !any {
			margin, any = indent, true
		}
		for !strings.HasPrefix(indent, margin) {
			margin = margin[:len(margin)-1]
		}
	}
	if margin == "" {
		return text
	}
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, margin)
	}
	return strings.Join(lines, "\n")
}

// inArchive reports whether a program is a zip archive, or in one.
func inArchive(name string) bool {
	for {
		info, err := os.Stat(name)
		if err == nil {
			return info.Mode().IsRegular() && isArchive(name, info.Size())
		}
		up := filepath.Dir(name)
		if up == name {
			return false
		}
		name = up
	}
}

// isArchive reports whether a file of the given size ends with what a zip archive ends with, as module zipimport looks for it.
func isArchive(name string, size int64) bool {
	const record, comment = 22, 1<<16 - 1
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	tail := make([]byte, min(size, record+comment))
	if _, err := f.ReadAt(tail, size-int64(len(tail))); err != nil {
		return false
	}
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	return at >= 0 && at+record <= len(tail)
}

// absolute puts the current directory before the name of a script, which is otherwise left as it is.
//
// CPython: Python/fileutils.c _Py_abspath
func absolute(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	wd, err := os.Getwd()
	if err != nil {
		return name
	}
	return wd + "/" + strings.TrimPrefix(name, "./")
}
