package compile

import "github.com/gophersnake/gophersnake/vm/syntax"

func (c *compiler) match(s *syntax.Match)            { c.fail(s.Position(), "match") }
func (c *compiler) tryStar(s *syntax.TryStar)        { c.fail(s.Position(), "trystar") }
func unparse(e syntax.Expr) string                   { return "" }
func (c *compiler) controlFlowWarnings(m syntax.Mod) {}
func (c *compiler) checkCompare(e *syntax.Compare)   {}
func (c *compiler) checkCaller(e syntax.Expr)        {}
func (c *compiler) checkSubscripter(e syntax.Expr)   {}
func (c *compiler) checkIndex(e, i syntax.Expr)      {}
