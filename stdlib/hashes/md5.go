package hashes

import (
	"crypto/md5"
	"hash"

	"github.com/gophersnake/gophersnake/objects"
)

//py:module _md5

// MD5 declares the module _md5.
var MD5 = objects.ModuleDef{
	Name: "_md5", Functions: md5Functions,
	Init: func() { newType(&md5Type, "_md5.md5", "", md5Methods, md5GetSets, nil) },
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "MD5Type", objects.Of(&md5Type))
		return nil
	},
}

var md5Type objects.Type

// Return a new MD5 hash object; optionally initialized with a string.
//
//py:def md5(data=<unrepresentable>, *, usedforsecurity=True, string=<unrepresentable>)
//py:sig ($module, /, data=b'', *, usedforsecurity=True, string=None)
func newMD5(t *objects.Thread, data objects.Object, _ bool, text objects.Object) (objects.Object, error) {
	return (&hasher{Header: objects.Header{Type: &md5Type}, name: "md5", h: md5.New().(hash.Cloner)}).start(t, data, text)
}
