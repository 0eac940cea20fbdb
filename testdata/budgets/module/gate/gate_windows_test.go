package gate

import "testing"

// BenchmarkWindows is built where the name of its file says.
//
//allocgate:max allocs/op=1
func BenchmarkWindows(b *testing.B) {
	for i := 0; i < b.N; i++ {
		joined = Join(word, nil)
	}
}
