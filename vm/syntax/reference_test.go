package syntax

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

// maxStrDigits is CPython's default limit.
const maxStrDigits = 4300

// dump writes a value of the tree in the format of testdata/dump.py.
func dump(b *bytes.Buffer, v any, opt bool) {
	switch v := v.(type) {
	case nil:
		b.WriteString("None")
	case Node:
		dumpNode(b, v)
	case bool:
		if v {
			b.WriteString("True")
		} else {
			b.WriteString("False")
		}
	case string:
		if opt && v == "" {
			b.WriteString("None")
			return
		}
		b.WriteString("s" + hex.EncodeToString([]byte(v)))
	case Bytes:
		b.WriteString("b" + hex.EncodeToString(v))
	case int:
		fmt.Fprintf(b, "%x", v)
	case int64:
		fmt.Fprintf(b, "%x", v)
	case *big.Int:
		b.WriteString(v.Text(16))
	case float64:
		fmt.Fprintf(b, "f%016x", math.Float64bits(v))
	case complex128:
		fmt.Fprintf(b, "c%016x", math.Float64bits(imag(v)))
	case EllipsisValue:
		b.WriteString("Ellipsis")
	case fmt.Stringer:
		b.WriteString(v.String() + "()")
	case []string:
		dumpList(b, v)
	case []Expr:
		dumpList(b, v)
	case []Stmt:
		dumpList(b, v)
	case []Pattern:
		dumpList(b, v)
	case []TypeParam:
		dumpList(b, v)
	case []CmpOperator:
		dumpList(b, v)
	case []*Arg:
		dumpList(b, v)
	case []*Keyword:
		dumpList(b, v)
	case []*Alias:
		dumpList(b, v)
	case []*WithItem:
		dumpList(b, v)
	case []*MatchCase:
		dumpList(b, v)
	case []*Comprehension:
		dumpList(b, v)
	case []*ExceptHandler:
		dumpList(b, v)
	case []*TypeIgnore:
		dumpList(b, v)
	default:
		panic(fmt.Sprintf("dump: %T", v))
	}
}

func dumpList[T any](b *bytes.Buffer, list []T) {
	b.WriteString("[")
	for _, v := range list {
		dump(b, v, false)
		b.WriteString(",")
	}
	b.WriteString("]")
}

func dumpNode(b *bytes.Buffer, n Node) {
	info := n.NodeKind().Info()
	b.WriteString(info.Name)
	if p, ok := n.(interface{ Position() *Pos }); ok {
		pos := p.Position()
		fmt.Fprintf(b, "@%d:%d-%d:%d", pos.Lineno, pos.ColOffset, pos.EndLineno, pos.EndColOffset)
	}
	b.WriteString("(")
	for i, f := range info.Fields {
		dump(b, n.Field(i), f.Opt && !f.Seq)
		b.WriteString(",")
	}
	b.WriteString(")")
}

// reference is the CPython to compare with; tests that want it skip without.
func reference(t *testing.T) string {
	python := os.Getenv("GOPHERSNAKE_REFERENCE")
	if python == "" {
		t.Skip("GOPHERSNAKE_REFERENCE does not name a CPython 3.14")
	}
	return python
}

// libraryFiles lists the source files of the reference's library.
func libraryFiles(t *testing.T, python string) []string {
	out, err := exec.Command(python, "-c", "import os; print(os.path.dirname(os.__file__))").Output()
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	root := strings.TrimSpace(string(out))
	if only := os.Getenv("GOPHERSNAKE_FILES"); only != "" {
		root = only
	}
	filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".py") {
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
				files = append(files, path)
			}
		}
		return nil
	})
	sort.Strings(files)
	return files
}

// TestReferenceTrees compares our trees of every file of the reference's library,
// its tests included, with its own.
func TestReferenceTrees(t *testing.T) {
	python := reference(t)
	files := libraryFiles(t, python)
	cmd := exec.Command(python, "testdata/dump.py")
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n") + "\n")
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	same, bad := 0, 0
	lines := bufio.NewReader(pipe)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			break
		}
		name, want, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		got := fileDump(name)
		if !strings.HasPrefix(got, "error") {
			sum := sha256.Sum256([]byte(got))
			got = hex.EncodeToString(sum[:])
		}
		if got == want {
			same++
			continue
		}
		bad++
		if bad <= 40 {
			t.Errorf("%s: %s", name, firstDifference(python, name))
		}
	}
	cmd.Wait()
	t.Logf("%d files give the same tree or error, %d another", same, bad)
	if same == 0 || bad > 0 {
		t.Fail()
	}
}

func fileDump(name string) string {
	src, err := os.ReadFile(name)
	if err != nil {
		return err.Error()
	}
	var b bytes.Buffer
	for _, typeComments := range []bool{false, true} {
		mod, _, err := Parse(src, name, Exec, Flags{MaxStrDigits: maxStrDigits, TypeComments: typeComments, Decode: decodeWithReference})
		if err != nil {
			b.WriteString(errorDump(err.(*Error)))
		} else {
			dump(&b, mod, false)
		}
	}
	return b.String()
}

// decodeWithReference stands in for the codecs, which are not this package's.
func decodeWithReference(encoding string, src []byte) (string, error) {
	cmd := exec.Command(os.Getenv("GOPHERSNAKE_REFERENCE"), "-c",
		"import sys; sys.stdout.buffer.write(sys.stdin.buffer.read().decode(sys.argv[1]).encode())", encoding)
	cmd.Stdin = bytes.NewReader(src)
	out, err := cmd.Output()
	if err != nil {
		return "", errors.New("unknown encoding: " + encoding)
	}
	return string(out), nil
}

var kindNames = map[ErrorKind]string{SyntaxError: "SyntaxError", IndentationError: "IndentationError", TabError: "TabError",
	IncompleteInput: "_IncompleteInputError", MemoryError: "MemoryError"}

func errorDump(e *Error) string {
	if e.Kind == MemoryError {
		return "error MemoryError " + e.Msg
	}
	return fmt.Sprintf("error %s %s %d %d %d %d %s", kindNames[e.Kind], hex.EncodeToString([]byte(e.Msg)), e.Lineno, e.Offset, e.EndLineno, e.EndOffset, hex.EncodeToString([]byte(e.Text)))
}

// firstDifference shows where our dump of a file and the reference's part.
func firstDifference(python, name string) string {
	out, err := exec.Command(python, "testdata/dump.py", name).Output()
	if err != nil {
		return err.Error()
	}
	want, got := string(out), fileDump(name)
	i := 0
	for i < len(want) && i < len(got) && want[i] == got[i] {
		i++
	}
	from := max(0, i-200)
	return fmt.Sprintf("\n got ...%s\nwant ...%s", got[from:min(len(got), i+100)], want[from:min(len(want), i+100)])
}

// TestReferenceErrors compares what we say of bad sources with what CPython does.
func TestReferenceErrors(t *testing.T) {
	python := reference(t)
	count, seed := "5000", "1"
	if v := os.Getenv("GOPHERSNAKE_SPOILT"); v != "" {
		count, seed, _ = strings.Cut(v, ",")
	}
	cmd := exec.Command(python, "testdata/errors.py", count, seed)
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(pipe)
	same, sameError, messages, ranges, texts, verdicts, warned := 0, 0, 0, 0, 0, 0, 0
	for {
		var line [6]any
		if decoder.Decode(&line) != nil {
			break
		}
		src, want := line[0].(string), line[3]
		bits := int(line[2].(float64))
		mode := map[string]Mode{"exec": Exec, "eval": Eval, "single": Single, "func_type": FuncType}[line[1].(string)]
		_, warnings, err := Parse([]byte(src), "<string>", mode, Flags{SourceIsString: true, MaxStrDigits: maxStrDigits,
			TypeComments: bits&0x1000 != 0, DontImplyDedent: bits&0x200 != 0, AllowIncomplete: bits&0x4000 != 0, FeatureVersion: bits >> 16})
		var gotWarnings []any
		for _, w := range warnings {
			gotWarnings = append(gotWarnings, []any{w.Msg, float64(w.Lineno)})
		}
		if fmt.Sprint(gotWarnings) != fmt.Sprint(line[4]) {
			if warned++; warned <= 15 {
				t.Errorf("%s %q\n got %v\nwant %v", line[1], src, gotWarnings, line[4])
			}
		}
		if line[5] != nil && len(warnings) > 0 {
			got := errorList(warnings[0].AsError)
			if fmt.Sprint(got) != fmt.Sprint(line[5]) {
				if warned++; warned <= 15 {
					t.Errorf("%s %q\n got %q\nwant %q", line[1], src, got, line[5])
				}
			}
		}
		got := errorList(err)
		g, w := fmt.Sprintf("%q", got), fmt.Sprintf("%q", want)
		if g == w {
			same++
			if want != nil {
				sameError++
			}
			continue
		}
		kind := &verdicts
		if gl, ok := got.([]any); ok {
			if wl, ok := want.([]any); ok {
				kind = &messages
				if gl[0] == wl[0] && gl[1] == wl[1] {
					kind = &ranges
					if len(gl) == len(wl) && fmt.Sprint(gl[:6]) == fmt.Sprint(wl[:6]) {
						kind = &texts
					}
				}
			}
		}
		*kind++
		if *kind <= 15 {
			if len(src) > 600 {
				src = src[:600] + "..."
			}
			t.Errorf("%s %#x %q\n got %v\nwant %v", line[1], bits, src, g, w)
		}
	}
	cmd.Wait()
	t.Logf("%d same (%d of them errors); different: %d accepted or rejected, %d message, %d place, %d text only, %d warnings",
		same, sameError, verdicts, messages, ranges, texts, warned)
	if same == 0 {
		t.Fail()
	}
}

// TestReferenceTokens compares the tokens of every file of the reference's library.
func TestReferenceTokens(t *testing.T) {
	python := reference(t)
	cmd := exec.Command(python, "testdata/tokens.py")
	cmd.Stdin = strings.NewReader(strings.Join(libraryFiles(t, python), "\n") + "\n")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	same, bad := 0, 0
	for line := range strings.Lines(string(out)) {
		name, want, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		got := fileTokens(name)
		sum := sha256.Sum256([]byte(got))
		if hex.EncodeToString(sum[:]) == want {
			same++
			continue
		}
		if bad++; bad > 10 {
			continue
		}
		out, _ := exec.Command(python, "testdata/tokens.py", name).Output()
		wants, gots := strings.Split(string(out), "\n"), strings.Split(got, "\n")
		for i := range min(len(wants), len(gots)) {
			if wants[i] != gots[i] {
				t.Errorf("%s: token %d\n got %s\nwant %s", name, i, gots[i], wants[i])
				break
			}
		}
	}
	t.Logf("%d files give the same tokens, %d others", same, bad)
	if same == 0 || bad > 0 {
		t.Fail()
	}
}

// errorList is an error in the form of testdata/errors.py.
func errorList(err error) any {
	e, ok := err.(*Error)
	if !ok {
		return nil
	}
	if e.Kind == MemoryError {
		return []any{"MemoryError", e.Msg}
	}
	return []any{kindNames[e.Kind], e.Msg, float64(e.Lineno), float64(e.Offset), float64(e.EndLineno), float64(e.EndOffset), e.Text}
}

func fileTokens(name string) string {
	src, err := os.ReadFile(name)
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for _, extra := range []bool{true, false} {
		tz := NewTokenizer(string(src), name, extra)
		for {
			tok, err := tz.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				fmt.Fprintf(&b, "error %s\n", err.(*Error).Msg)
				break
			}
			fmt.Fprintf(&b, "%d %x %d:%d-%d:%d %x\n", tok.Type, tok.String, tok.Lineno, tok.Col, tok.EndLineno, tok.End, tok.Line)
		}
	}
	return b.String()
}
