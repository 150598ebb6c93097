// Package locale is the module _locale. The locales are C and C.UTF-8: Go programs have no others.
//
//py:module _locale
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package locale

import (
	"os"
	"slices"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the module _locale.
var Module = objects.ModuleDef{
	Name:      "_locale",
	Doc:       "Support for POSIX locales.",
	Functions: moduleFunctions,
	Init: func() {
		errorType = objects.Type{Name: "locale.Error", Base: &objects.ExcException, Flags: objects.BaseType}
		objects.Ready(&errorType)
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "Error", objects.Of(&errorType))
		m.Add(t, "CHAR_MAX", objects.NewInt(charMax))
		m.Add(t, "LC_ALL", objects.NewInt(all))
		for i, name := range categories {
			if i < all {
				m.Add(t, name, objects.NewInt(int64(i)))
			}
		}
		for _, l := range information {
			m.Add(t, l.name, objects.NewInt(l.key))
		}
		return nil
	},
}

var errorType objects.Type

// charMax is what localeconv gives for a number that the locale does not tell.
const charMax = 127

// all is LC_ALL.
const all = 6

var categories = [...]string{"LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "",
	"LC_PAPER", "LC_NAME", "LC_ADDRESS", "LC_TELEPHONE", "LC_MEASUREMENT", "LC_IDENTIFICATION"}

// locales are the names of an interpreter's locale, by category.
type locales [len(categories)]string

type localesKey struct{}

func localesOf(t *objects.Thread) *locales {
	return t.Interp.State(localesKey{}, func() any {
		l := &locales{}
		for i := range l {
			l[i] = "C"
		}
		// As CPython, which coerces the locale C of characters.
		l[0] = "C.UTF-8"
		return l
	}).(*locales)
}

// name gives the name of a category's locale; that of all is made of the others where these differ.
func (l *locales) name(category int) string {
	if category != all {
		return l[category]
	}
	same := true
	var parts []string
	for i, name := range l {
		if i != all {
			same = same && name == l[0]
			parts = append(parts, categories[i]+"="+name)
		}
	}
	if same {
		return l[0]
	}
	return strings.Join(parts, ";")
}

// canonical gives the name of a locale as setlocale does, if there is that locale.
func canonical(name string) (string, bool) {
	switch name {
	case "C", "POSIX":
		return "C", true
	}
	if codeset, ok := strings.CutPrefix(name, "C."); ok {
		switch strings.ReplaceAll(strings.ToLower(codeset), "-", "") {
		case "utf8":
			return name, true
		}
	}
	return "", false
}

// fromEnvironment gives the locale that the environment asks for.
func fromEnvironment(category int) string {
	for _, v := range []string{"LC_ALL", categories[category], "LANG"} {
		if s := os.Getenv(v); s != "" {
			return s
		}
	}
	return "C"
}

// parse gives the locale of each category, not looking at others than the one that is set.
func parse(category int, name string) (l locales, ok bool) {
	set := func(i int, name string) {
		l[i], ok = canonical(name)
	}
	if category != all {
		if name == "" {
			name = fromEnvironment(category)
		}
		set(category, name)
		return l, ok
	}
	named := map[string]string{}
	if strings.Contains(name, ";") {
		for part := range strings.SplitSeq(name, ";") {
			k, v, found := strings.Cut(part, "=")
			if !found || k == "" || !slices.Contains(categories[:], k) {
				return l, false
			}
			named[k] = v
		}
		if len(named) != len(categories)-1 {
			return l, false
		}
	}
	for i := range l {
		if i == all {
			continue
		}
		n := name
		if len(named) > 0 {
			n = named[categories[i]]
		} else if n == "" {
			n = fromEnvironment(i)
		}
		if set(i, n); !ok {
			return l, false
		}
	}
	return l, true
}

// Activates/queries locale processing.
//
// CPython: Modules/_localemodule.c _locale_setlocale_impl
//
//py:def setlocale(category, locale=None, /)
func setlocale(t *objects.Thread, category int32, locale Object) (string, error) {
	if locale != objects.None && objects.AsStr(locale) == nil {
		return "", objects.TypeErrorf(t, "setlocale() argument 2 must be str or None, not %.50s", locale.Type().Name200())
	}
	valid := category >= 0 && int(category) < len(categories)
	now := localesOf(t)
	if locale == objects.None {
		if !valid {
			return "", objects.Errorf(t, &errorType, "locale query failed")
		}
		return now.name(int(category)), nil
	}
	b, err := objects.EncodeUTF8(t, objects.AsStr(locale))
	if err != nil {
		return "", err
	}
	if strings.IndexByte(string(b), 0) >= 0 {
		return "", objects.ValueErrorf(t, "embedded null character")
	}
	if !valid {
		return "", objects.Errorf(t, &errorType, "unsupported locale setting")
	}
	l, ok := parse(int(category), string(b))
	if !ok {
		return "", objects.Errorf(t, &errorType, "unsupported locale setting")
	}
	if category == all {
		*now = l
	} else {
		now[category] = l[category]
	}
	return now.name(int(category)), nil
}

// Returns numeric and monetary locale-specific parameters.
//
//py:def localeconv()
func localeconv(t *objects.Thread) Object {
	d := objects.NewDict()
	text := func(s string, names ...string) {
		for _, n := range names {
			d.SetStr(t.Interp.Intern(n), objects.NewStr(s))
		}
	}
	text("", "int_curr_symbol", "currency_symbol", "mon_decimal_point", "mon_thousands_sep")
	d.SetStr(t.Interp.Intern("mon_grouping"), objects.Of(objects.NewList(nil)))
	text("", "positive_sign", "negative_sign")
	for _, n := range []string{"int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes", "n_sep_by_space", "p_sign_posn", "n_sign_posn"} {
		d.SetStr(t.Interp.Intern(n), objects.NewInt(charMax))
	}
	text(".", "decimal_point")
	text("", "thousands_sep")
	d.SetStr(t.Interp.Intern("grouping"), objects.Of(objects.NewList(nil)))
	return objects.Of(d)
}

// Return the value for the locale information associated with key.
//
//py:def nl_langinfo(key, /)
func nlLanginfo(t *objects.Thread, key int32) (string, error) {
	for _, l := range information {
		if l.key != int64(key) {
			continue
		}
		if l.name == "CODESET" {
			if localesOf(t)[0] == "C" {
				return "ANSI_X3.4-1968", nil
			}
			return "UTF-8", nil
		}
		return l.value, nil
	}
	return "", objects.ValueErrorf(t, "unsupported langinfo constant")
}

func checkNull(t *objects.Thread, s string) error {
	if strings.IndexByte(s, 0) >= 0 {
		return objects.ValueErrorf(t, "embedded null character")
	}
	return nil
}

// Compares two strings according to the locale.
//
//py:def strcoll(os1, os2, /)
func strcoll(t *objects.Thread, a, b string) (int, error) {
	if err := checkNull(t, a); err != nil {
		return 0, err
	}
	if err := checkNull(t, b); err != nil {
		return 0, err
	}
	return strings.Compare(a, b), nil
}

// Return a string that can be used as a key for locale-aware comparisons.
//
//py:def strxfrm(string, /)
func strxfrm(t *objects.Thread, s *objects.Str) (Object, error) {
	return objects.Of(s), checkNull(t, s.String())
}

// Get the current locale encoding.
//
//py:def getencoding()
func getencoding(t *objects.Thread) (string, error) {
	if localesOf(t)[0] == "C" {
		return "ANSI_X3.4-1968", nil
	}
	return "UTF-8", nil
}
