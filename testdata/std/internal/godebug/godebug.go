// Package godebug stands for the one of the standard library: no setting is ever set.
package godebug

// A Setting has no value.
type Setting struct{}

// New returns a setting.
func New(string) Setting { return Setting{} }

// Value returns nothing.
func (Setting) Value() string { return "" }

// IncNonDefault counts nothing.
func (Setting) IncNonDefault() {}
