// Command pool lends Go's connections to Python tasks, which use them with async with: a pool that makes tasks wait, and transactions that
// are rolled back when the task fails or is cancelled.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"sync"
	"time"

	"github.com/gophersnake/gophersnake"
)

// database is a table of accounts, which connections change.
type database struct {
	mu       sync.Mutex
	accounts map[string]int
	free     chan struct{} // has a token for each connection that nobody uses
}

// transaction is what Python code uses with async with. Its methods may block: they run without the interpreter's lock.
type transaction struct {
	db      *database
	changes map[string]int
}

// AEnter waits for a connection, and gives Python a function that works in the transaction. If the task is cancelled, so is ctx.
func (t *transaction) AEnter(ctx context.Context) (any, error) {
	select {
	case <-t.db.free:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	t.changes = map[string]int{}
	return t.add, nil
}

// add is the function that Python gets.
func (t *transaction) add(_ context.Context, args ...any) (any, error) {
	name, amount := args[0].(string), args[1].(int)
	t.changes[name] += amount
	return t.changes[name], nil
}

// AExit commits the transaction, or rolls it back where err says that something went wrong.
func (t *transaction) AExit(_ context.Context, err error) (bool, error) {
	defer func() { t.db.free <- struct{}{} }()
	time.Sleep(time.Millisecond) // a database far away
	if err != nil {
		fmt.Println("rolled back:", err)
		return false, nil
	}
	t.db.mu.Lock()
	defer t.db.mu.Unlock()
	for name, amount := range t.changes {
		t.db.accounts[name] += amount
	}
	return false, nil
}

const script = `
import asyncio

async def pay(amount, pause=0):
    async with begin() as add:
        add("alice", -amount)
        await asyncio.sleep(pause)
        if amount > 50:
            raise ValueError("too much")
        add("bob", amount)

async def main():
    # Three connections, a hundred tasks.
    async with asyncio.TaskGroup() as group:
        for _ in range(100):
            group.create_task(pay(1))
    try:
        await pay(60)
    except ValueError as error:
        print("Python:", error)
    try:
        async with asyncio.timeout(0.01):
            await pay(5, pause=60)
    except TimeoutError:
        print("Python: took too long")

asyncio.run(main())
`

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	rt, err := gophersnake.New(gophersnake.Config{Lib: os.Getenv("GOPHERSNAKE_LIB"), Unbuffered: true})
	if err != nil {
		return err
	}
	defer rt.Close()
	db := &database{accounts: map[string]int{}, free: make(chan struct{}, 3)}
	for range cap(db.free) {
		db.free <- struct{}{}
	}
	begin := func(context.Context, ...any) (any, error) { return &transaction{db: db}, nil }
	if err := rt.Set(ctx, "begin", begin); err != nil {
		return err
	}
	if err := rt.Exec(ctx, script); err != nil {
		return err
	}
	fmt.Println(db.accounts, "free:", len(db.free))
	return nil
}
