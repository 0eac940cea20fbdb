// Package gate has functions whose allocations are known.
package gate

// Join returns a copy of both, in one allocation.
func Join(a, b []byte) []byte {
	joined := make([]byte, 0, len(a)+len(b))
	return append(append(joined, a...), b...)
}

// Copies returns n copies, each in an allocation of its own.
func Copies(a []byte, n int) [][]byte {
	copies := make([][]byte, n)
	for i := range copies {
		copies[i] = Join(a, nil)
	}
	return copies
}
