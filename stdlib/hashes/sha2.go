package hashes

import (
	"crypto/sha256"
	"crypto/sha512"
	"hash"

	"github.com/gophersnake/gophersnake/objects"
)

//py:module _sha2

// SHA2 declares the module _sha2.
var SHA2 = objects.ModuleDef{
	Name: "_sha2", Functions: sha2Functions,
	Init: func() {
		newType(&sha224Type, "_sha2.SHA224Type", "", shA224TypeMethods, shA224TypeGetSets, nil)
		newType(&sha256Type, "_sha2.SHA256Type", "", shA256TypeMethods, shA256TypeGetSets, nil)
		newType(&sha384Type, "_sha2.SHA384Type", "", shA384TypeMethods, shA384TypeGetSets, nil)
		newType(&sha512Type, "_sha2.SHA512Type", "", shA512TypeMethods, shA512TypeGetSets, nil)
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		for _, typ := range []*objects.Type{&sha224Type, &sha256Type, &sha384Type, &sha512Type} {
			m.Add(t, typ.ShortName(), objects.Of(typ))
		}
		return nil
	},
}

var sha224Type, sha256Type, sha384Type, sha512Type objects.Type

// Return a new SHA224 hash object; optionally initialized with a string.
//
//py:def sha224(data=<unrepresentable>, *, usedforsecurity=True, string=<unrepresentable>)
//py:sig ($module, /, data=b'', *, usedforsecurity=True, string=None)
func newSHA224(t *objects.Thread, data objects.Object, _ bool, text objects.Object) (objects.Object, error) {
	return (&hasher{Header: objects.Header{Type: &sha224Type}, name: "sha224", h: sha256.New224().(hash.Cloner)}).start(t, data, text)
}

// Return a new SHA256 hash object; optionally initialized with a string.
//
//py:def sha256(data=<unrepresentable>, *, usedforsecurity=True, string=<unrepresentable>)
//py:sig ($module, /, data=b'', *, usedforsecurity=True, string=None)
func newSHA256(t *objects.Thread, data objects.Object, _ bool, text objects.Object) (objects.Object, error) {
	return (&hasher{Header: objects.Header{Type: &sha256Type}, name: "sha256", h: sha256.New().(hash.Cloner)}).start(t, data, text)
}

// Return a new SHA384 hash object; optionally initialized with a string.
//
//py:def sha384(data=<unrepresentable>, *, usedforsecurity=True, string=<unrepresentable>)
//py:sig ($module, /, data=b'', *, usedforsecurity=True, string=None)
func newSHA384(t *objects.Thread, data objects.Object, _ bool, text objects.Object) (objects.Object, error) {
	return (&hasher{Header: objects.Header{Type: &sha384Type}, name: "sha384", h: sha512.New384().(hash.Cloner)}).start(t, data, text)
}

// Return a new SHA512 hash object; optionally initialized with a string.
//
//py:def sha512(data=<unrepresentable>, *, usedforsecurity=True, string=<unrepresentable>)
//py:sig ($module, /, data=b'', *, usedforsecurity=True, string=None)
func newSHA512(t *objects.Thread, data objects.Object, _ bool, text objects.Object) (objects.Object, error) {
	return (&hasher{Header: objects.Header{Type: &sha512Type}, name: "sha512", h: sha512.New().(hash.Cloner)}).start(t, data, text)
}
