package unreadable

import "testing"

var made []byte

//allocgate:max allocs/op=five
func BenchmarkMake(b *testing.B) {
	for i := 0; i < b.N; i++ {
		made = make([]byte, 64)
	}
}
