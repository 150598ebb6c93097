module github.com/gophersnake/gophersnake/stdlib/pylib/gen

go 1.26
