package gophersnake_test

import (
	_ "embed"
	"fmt"
	"testing"

	"github.com/gophersnake/gophersnake"
	"github.com/gophersnake/gophersnake/stdlib/pylib"
)

//go:embed testdata/apifuzz.py
var apiFuzz string

// FuzzAPI calls built-in functions and methods with odd arguments: none may panic.
func FuzzAPI(f *testing.F) {
	if _, err := pylib.Archive(); err != nil {
		f.Skip(err)
	}
	for seed := range int64(3) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed int64) {
		r, err := gophersnake.New(gophersnake.Config{})
		if err != nil {
			t.Fatal(err)
		}
		source := fmt.Sprintf("SEED, CALLS = %d, 1000\nexec(compile(%q, 'apifuzz.py', 'exec'))\n", seed&(1<<62-1), apiFuzz)
		if err := r.RunMain([]byte(source), "<fuzz>"); err != nil {
			t.Fatal(err)
		}
	})
}
