package syntax

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// decodeSource brings source text to the form that the lexer reads: UTF-8 with
// \n line ends and, but for expressions, one at the end.
//
// CPython: Parser/tokenizer/string_tokenizer.c decode_str
func decodeSource(src []byte, filename string, mode Mode, flags *Flags) (string, *Error) {
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	text, err := decodeBytes(src, filename, flags)
	if err != nil {
		return "", err
	}
	if mode == Exec && text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text, nil
}

func decodeBytes(src []byte, filename string, flags *Flags) (string, *Error) {
	if flags.SourceIsString {
		return checkUTF8(string(src), filename, flags.FromFile)
	}
	src, bom := bytes.CutPrefix(src, []byte("\xef\xbb\xbf"))
	cookie, lineno := codingCookie(src)
	if bom && cookie != "" && cookie != "utf-8" {
		line := strings.SplitN(string(src), "\n", 3)[lineno-1]
		return "", &Error{Msg: "encoding problem: " + cookie + " with BOM", Filename: filename, Lineno: lineno, Offset: 0,
			EndLineno: lineno, EndOffset: len(line), Text: replaceInvalid(line), HasText: true, Unnamed: !flags.FromFile}
	}
	fail := func(format string, args ...any) (string, *Error) {
		return "", &Error{Msg: fmt.Sprintf(format, args...), Filename: filename, Offset: -1}
	}
	switch cookie {
	case "", "utf-8":
		return checkUTF8(string(src), filename, flags.FromFile)
	case "iso-8859-1":
		var b strings.Builder
		b.Grow(len(src) + len(src)/8)
		for _, c := range src {
			b.WriteRune(rune(c))
		}
		return b.String(), nil
	case "ascii", "us-ascii":
		for i, c := range src {
			if c >= 0x80 {
				return fail("'ascii' codec can't decode byte 0x%02x in position %d: ordinal not in range(128)", c, i)
			}
		}
		return string(src), nil
	}
	if flags.Decode == nil {
		if (cookie == "utf8" || cookie == "UTF8") && utf8.Valid(src) {
			return string(src), nil
		}
		return fail("unknown encoding: %s", cookie)
	}
	text, err := flags.Decode(cookie, src)
	if err != nil {
		var e *Error
		if errors.As(err, &e) {
			return "", e
		}
		return fail("%s", err.Error())
	}
	return text, nil
}

// codingCookie returns the encoding that a comment on the first two lines names
// (PEP 263), "" if none, and its line.
//
// CPython: Parser/tokenizer/helpers.c get_coding_spec, check_coding_spec
func codingCookie(src []byte) (string, int) {
	for lineno := 1; lineno <= 2; lineno++ {
		line := src
		if i := bytes.IndexByte(src, '\n'); i >= 0 {
			line, src = src[:i], src[i+1:]
		} else {
			src = nil
		}
		text := bytes.TrimLeft(line, " \t\f")
		if len(text) == 0 {
			continue
		}
		if text[0] != '#' {
			return "", 0
		}
		for {
			i := bytes.Index(text, []byte("coding"))
			if i < 0 {
				break
			}
			text = text[i+6:]
			if len(text) == 0 || text[0] != ':' && text[0] != '=' {
				continue
			}
			name := bytes.TrimLeft(text[1:], " \t")
			n := 0
			for n < len(name) && (name[n] < 0x80 && name[n] != '_' && isIdentChar(int(name[n])) || name[n] == '_' || name[n] == '-' || name[n] == '.') {
				n++
			}
			if n > 0 {
				return normalEncoding(string(name[:n])), lineno
			}
		}
	}
	return "", 0
}

// normalEncoding gives UTF-8 and Latin-1 their usual names.
//
// CPython: Parser/tokenizer/helpers.c get_normal_name
func normalEncoding(s string) string {
	head := strings.ReplaceAll(strings.ToLower(s[:min(len(s), 12)]), "_", "-")
	is := func(name string) bool { return head == name || strings.HasPrefix(head, name+"-") }
	switch {
	case is("utf-8"):
		return "utf-8"
	case is("latin-1"), is("iso-8859-1"), is("iso-latin-1"):
		return "iso-8859-1"
	}
	return s
}

// checkUTF8 reports the first byte that does not belong to well-formed UTF-8.
//
// CPython: Parser/tokenizer/helpers.c _PyTokenizer_ensure_utf8
func checkUTF8(s, filename string, fromFile bool) (string, *Error) {
	if utf8.ValidString(s) {
		return s, nil
	}
	at := 0
	for {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r == utf8.RuneError && n <= 1 {
			break
		}
		at += n
	}
	start := strings.LastIndexByte(s[:at], '\n') + 1
	lineno := strings.Count(s[:at], "\n") + 1
	col := utf8.RuneCountInString(s[start:at]) + 1
	where := ""
	if fromFile {
		where = "in file " + filename + " "
	}
	msg := fmt.Sprintf("Non-UTF-8 code starting with '\\x%02x' %son line %d, but no encoding declared; see https://peps.python.org/pep-0263/ for details", s[at], where, lineno)
	return "", &Error{Msg: msg, Filename: filename, Lineno: lineno, Offset: col, EndLineno: lineno, EndOffset: col,
		Text: replaceInvalid(errorLine(s[start:])), HasText: true, Unnamed: !fromFile}
}

// replaceInvalid puts a replacement character where s is not UTF-8, one for each
// longest start of a well-formed sequence, as Python's "replace" handler does.
func replaceInvalid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 {
			for n < min(len(s), 3) && !utf8.FullRuneInString(s[:n]) && s[n]&0xC0 == 0x80 && partialRune(s[:n+1]) {
				n++
			}
		}
		b.WriteRune(r)
		s = s[n:]
	}
	return b.String()
}

// partialRune reports whether s could be the start of a longer rune.
func partialRune(s string) bool {
	return !utf8.FullRuneInString(s)
}
