package mypkg

import "testing"

var s any

func BenchmarkF(b *testing.B) {
	for i := 0; i < b.N; i++ {
		s = F()
	}
}
