package syntax

import "unicode"

func isXIDStart(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r)
}

func isXIDContinue(r rune) bool {
	return isXIDStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}

func isPrintable(r rune) bool { return unicode.IsPrint(r) }

func nfkc(s string) string { return s }

func lookupName(name string) (string, bool) { return "", false }
