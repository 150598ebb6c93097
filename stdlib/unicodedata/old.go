package unicodedata

import (
	"strings"

	"github.com/gophersnake/gophersnake/internal/ucd"
	"github.com/gophersnake/gophersnake/objects"
)

// database is the database of an older version of Unicode.
//
//py:type UCD
type database struct{ objects.Header }

var databaseType objects.Type

func setupDatabase() {
	databaseType = objects.Type{
		Name: "unicodedata.UCD", Layout: objects.LayoutOf[database](), Flags: objects.NoInstantiate,
		Methods: ucdMethods, GetSets: ucdGetSets,
	}
	objects.Ready(&databaseType)
}

// version is the version of Unicode.
//
//py:get UCD.unidata_version
func (*database) version() string { return ucd.OldVersion }

// decimal gives the value of a decimal digit. For other characters it gives default, or raises ValueError if that is not given.
//
//py:def UCD.decimal(self, chr, default=<unrepresentable>, /)
func (*database) decimal(t *objects.Thread, chr rune, def objects.Object) (objects.Object, error) {
	if d := ucd.OldDecimal(chr); d >= 0 {
		return objects.NewInt(int64(d)), nil
	}
	return orDefault(t, def, "not a decimal")
}

// digit gives the value of a digit. For other characters it gives default, or raises ValueError if that is not given.
//
//py:def UCD.digit(self, chr, default=<unrepresentable>, /)
func (*database) digit(t *objects.Thread, chr rune, def objects.Object) (objects.Object, error) {
	return digit(t, chr, def)
}

// numeric gives the numeric value of a character, a float. For those without it gives default, or raises ValueError if that is not given.
//
//py:def UCD.numeric(self, chr, default=<unrepresentable>, /)
func (*database) numeric(t *objects.Thread, chr rune, def objects.Object) (objects.Object, error) {
	if x, ok := ucd.OldNumeric(chr); ok {
		return objects.NewFloat(x), nil
	}
	return orDefault(t, def, "not a numeric character")
}

// category gives the general category of a character.
//
//py:def UCD.category(self, chr, /)
func (*database) category(chr rune) string { return ucd.OldCategory(chr) }

// bidirectional gives the bidirectional class of a character, an empty string if it has none.
//
//py:def UCD.bidirectional(self, chr, /)
func (*database) bidirectional(chr rune) string { return ucd.OldBidirectional(chr) }

// combining gives the canonical combining class of a character, 0 if it has none.
//
//py:def UCD.combining(self, chr, /)
func (*database) combining(chr rune) int {
	if ucd.OldUnassigned(chr) {
		return 0
	}
	return ucd.Combining(chr)
}

// mirrored gives 1 for a character that is mirrored in bidirectional text, else 0.
//
//py:def UCD.mirrored(self, chr, /)
func (*database) mirrored(chr rune) int {
	if ucd.OldMirrored(chr) {
		return 1
	}
	return 0
}

// eastAsianWidth gives the east Asian width of a character.
//
//py:def UCD.east_asian_width(self, chr, /)
func (*database) eastAsianWidth(chr rune) string { return ucd.OldEastAsianWidth(chr) }

// decomposition gives the decomposition mapping of a character, an empty string if it has none.
//
//py:def UCD.decomposition(self, chr, /)
func (*database) decomposition(chr rune) string {
	if ucd.OldUnassigned(chr) {
		return ""
	}
	return ucd.Decomposition(chr)
}

// normalize gives a string in a normal form: 'NFC', 'NFKC', 'NFD' or 'NFKD'.
//
//py:def UCD.normalize(self, form, unistr, /)
func (*database) normalize(t *objects.Thread, form, unistr string) (string, error) {
	f, err := normalForm(t, form)
	if err != nil {
		return "", err
	}
	return ucd.OldNormalize(f, unistr), nil
}

// isNormalized reports whether a string is in a normal form: 'NFC', 'NFKC', 'NFD' or 'NFKD'.
//
//py:def UCD.is_normalized(self, form, unistr, /)
func (*database) isNormalized(t *objects.Thread, form, unistr string) (bool, error) {
	f, err := normalForm(t, form)
	return err == nil && ucd.OldNormalize(f, unistr) == unistr, err
}

// name gives the name of a character. For those without it gives default, or raises ValueError if that is not given.
//
//py:def UCD.name(self, chr, default=<unrepresentable>, /)
func (*database) name(t *objects.Thread, chr rune, def objects.Object) (objects.Object, error) {
	if ucd.OldUnassigned(chr) {
		return orDefault(t, def, "no such name")
	}
	return name(t, chr, def)
}

// lookup gives the character of this name; KeyError if there is none.
//
//py:def UCD.lookup(self, name, /)
func (*database) lookup(t *objects.Thread, name objects.Object) (objects.Object, error) {
	found, err := lookup(t, name)
	if err != nil {
		return found, err
	}
	// There were neither aliases nor named sequences.
	s := objects.AsStr(found)
	text := ""
	if n := objects.AsStr(name); n != nil {
		text = n.String()
	} else if b, err := objects.ArgBytes(t, name); err == nil {
		text = string(b)
	}
	if s.Len() == 1 {
		if official, ok := ucd.Name(s.At(0)); ok && official == strings.ToUpper(text) {
			return found, nil
		}
	}
	return objects.Object{}, undefined(t, text)
}
