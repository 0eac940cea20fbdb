package gate

import (
	"fmt"
	"testing"
)

var (
	word   = []byte("benchmark")
	joined []byte
	copies [][]byte
)

// BenchmarkMet keeps its limits.
//
//allocgate:max allocs/op=1 B/op=64
func BenchmarkMet(b *testing.B) {
	for i := 0; i < b.N; i++ {
		joined = Join(word, word)
	}
}

// BenchmarkBroken allocates five times where two are allowed.
//
//allocgate:max allocs/op=2 // as long as there was one copy
func BenchmarkBroken(b *testing.B) {
	for i := 0; i < b.N; i++ {
		copies = Copies(word, 4)
	}
}

// BenchmarkSub has one directive for all that it runs; the largest breaks it.
//
//allocgate:max allocs/op=3
//allocgate:max B/op=128
func BenchmarkSub(b *testing.B) {
	for _, n := range []int{1, 2, 8} {
		b.Run(fmt.Sprintf("copies=%d", n), func(b *testing.B) {
			for i := 0; i < b.N; i++ {
				copies = Copies(word, n)
			}
		})
	}
}

// BenchmarkThird allocates in one of three operations, which Go prints as 0 allocs/op.
//
//allocgate:max allocs/op=0
func BenchmarkThird(b *testing.B) {
	for i := 0; i < b.N; i++ {
		if i%3 == 0 {
			joined = Join(word, word)
		}
	}
}

// BenchmarkNotMeasured is in no capture.
//
//allocgate:max allocs/op=1
func BenchmarkNotMeasured(b *testing.B) {
	for i := 0; i < b.N; i++ {
		joined = Join(nil, word)
	}
}
