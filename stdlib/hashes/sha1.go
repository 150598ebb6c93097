package hashes

import (
	"crypto/sha1"
	"hash"

	"github.com/gophersnake/gophersnake/objects"
)

//py:module _sha1

// SHA1 declares the module _sha1.
var SHA1 = objects.ModuleDef{
	Name: "_sha1", Functions: sha1Functions,
	Init: func() { newType(&sha1Type, "_sha1.sha1", "", sha1Methods, sha1GetSets, nil) },
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "SHA1Type", objects.Of(&sha1Type))
		return nil
	},
}

var sha1Type objects.Type

// Return a new SHA1 hash object; optionally initialized with a string.
//
//py:def sha1(data=<unrepresentable>, *, usedforsecurity=True, string=<unrepresentable>)
//py:sig ($module, /, data=b'', *, usedforsecurity=True, string=None)
func newSHA1(t *objects.Thread, data objects.Object, _ bool, text objects.Object) (objects.Object, error) {
	return (&hasher{Header: objects.Header{Type: &sha1Type}, name: "sha1", h: sha1.New().(hash.Cloner)}).start(t, data, text)
}
