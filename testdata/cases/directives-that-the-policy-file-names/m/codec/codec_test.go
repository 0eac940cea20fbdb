package codec

import "testing"

//allocgate:max allocs/op=2
func BenchmarkEncode(b *testing.B) {
}
