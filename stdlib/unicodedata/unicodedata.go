// Package unicodedata is the module unicodedata: the Unicode character database.
package unicodedata

import (
	"github.com/gophersnake/gophersnake/internal/ucd"
	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the unicodedata module.
var Module = objects.ModuleDef{
	Name: "unicodedata", Functions: moduleFunctions,
	Doc:  "The properties that the Unicode character database, version " + ucd.Version + ", has for characters.",
	Init: setupDatabase,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "unidata_version", objects.NewStr(ucd.Version))
		m.Add(t, "UCD", objects.Of(&databaseType))
		m.Add(t, "ucd_3_2_0", objects.Of(&database{objects.Header{Type: &databaseType}}))
		return nil
	},
}

// orDefault gives def, or if there is none a ValueError.
func orDefault(t *objects.Thread, def objects.Object, message string) (objects.Object, error) {
	if def.IsNull() {
		return objects.Object{}, objects.ValueErrorf(t, "%s", message)
	}
	return def, nil
}

// decimal gives the value of a decimal digit. For other characters it gives default, or raises ValueError if that is not given.
//
//py:def decimal(chr, default=<unrepresentable>, /)
func decimal(t *objects.Thread, chr rune, def objects.Object) (objects.Object, error) {
	if d := ucd.Decimal(chr); d >= 0 {
		return objects.NewInt(int64(d)), nil
	}
	return orDefault(t, def, "not a decimal")
}

// digit gives the value of a digit. For other characters it gives default, or raises ValueError if that is not given.
//
//py:def digit(chr, default=<unrepresentable>, /)
func digit(t *objects.Thread, chr rune, def objects.Object) (objects.Object, error) {
	if d := ucd.Digit(chr); d >= 0 {
		return objects.NewInt(int64(d)), nil
	}
	return orDefault(t, def, "not a digit")
}

// numeric gives the numeric value of a character, a float. For those without it gives default, or raises ValueError if that is not given.
//
//py:def numeric(chr, default=<unrepresentable>, /)
func numeric(t *objects.Thread, chr rune, def objects.Object) (objects.Object, error) {
	if x, ok := ucd.Numeric(chr); ok {
		return objects.NewFloat(x), nil
	}
	return orDefault(t, def, "not a numeric character")
}

// category gives the general category of a character.
//
//py:def category(chr, /)
func category(chr rune) string { return ucd.Category(chr) }

// bidirectional gives the bidirectional class of a character, an empty string if it has none.
//
//py:def bidirectional(chr, /)
func bidirectional(chr rune) string { return ucd.Bidirectional(chr) }

// combining gives the canonical combining class of a character, 0 if it has none.
//
//py:def combining(chr, /)
func combining(chr rune) int { return ucd.Combining(chr) }

// mirrored gives 1 for a character that is mirrored in bidirectional text, else 0.
//
//py:def mirrored(chr, /)
func mirrored(chr rune) int {
	if ucd.Mirrored(chr) {
		return 1
	}
	return 0
}

// eastAsianWidth gives the east Asian width of a character.
//
//py:def east_asian_width(chr, /)
func eastAsianWidth(chr rune) string { return ucd.EastAsianWidth(chr) }

// decomposition gives the decomposition mapping of a character, an empty string if it has none.
//
//py:def decomposition(chr, /)
func decomposition(chr rune) string { return ucd.Decomposition(chr) }

// normalForm gives the normalization to a form.
func normalForm(t *objects.Thread, form string) (func(string) string, error) {
	switch form {
	case "NFC":
		return ucd.NFC, nil
	case "NFD":
		return ucd.NFD, nil
	case "NFKC":
		return ucd.NFKC, nil
	case "NFKD":
		return ucd.NFKD, nil
	}
	return nil, objects.ValueErrorf(t, "invalid normalization form")
}

// normalize gives a string in a normal form: 'NFC', 'NFKC', 'NFD' or 'NFKD'.
//
//py:def normalize(form, unistr, /)
func normalize(t *objects.Thread, form string, unistr *objects.Str) (objects.Object, error) {
	f, err := normalForm(t, form)
	if err != nil {
		return objects.Object{}, err
	}
	s := f(unistr.String())
	if s == unistr.String() && objects.TypeOf(objects.Of(unistr)) == &objects.StrType {
		return objects.Of(unistr), nil
	}
	return objects.NewStr(s), nil
}

// isNormalized reports whether a string is in a normal form: 'NFC', 'NFKC', 'NFD' or 'NFKD'.
//
//py:def is_normalized(form, unistr, /)
func isNormalized(t *objects.Thread, form, unistr string) (bool, error) {
	f, err := normalForm(t, form)
	return err == nil && f(unistr) == unistr, err
}

// name gives the name of a character. For those without it gives default, or raises ValueError if that is not given.
//
//py:def name(chr, default=<unrepresentable>, /)
func name(t *objects.Thread, chr rune, def objects.Object) (objects.Object, error) {
	if s, ok := ucd.Name(chr); ok {
		return objects.NewStr(s), nil
	}
	return orDefault(t, def, "no such name")
}

// lookup gives the character, or the sequence of characters, of this name; KeyError if there is none.
//
//py:def lookup(name, /)
func lookup(t *objects.Thread, arg objects.Object) (objects.Object, error) {
	var text string
	if s := objects.AsStr(arg); s != nil {
		text = s.String()
	} else {
		b, err := objects.ArgBytes(t, arg)
		if err != nil {
			return objects.Object{}, err
		}
		text = string(b)
	}
	if len(text) > 256 {
		return objects.Object{}, objects.KeyError(t, objects.NewStr("name too long"))
	}
	s, ok := ucd.LookupName(text)
	if !ok {
		return objects.Object{}, undefined(t, text)
	}
	return objects.NewStr(s), nil
}

func undefined(t *objects.Thread, name string) error {
	return objects.KeyError(t, objects.NewStr("undefined character name '"+name+"'"))
}
