package gen_test

import (
	"testing"

	"example.com/odd.v2/gen"
)

type local struct{ x int }

var sink any

func BenchmarkBox(b *testing.B) {
	for i := 0; i < b.N; i++ {
		sink = gen.Box(local{i})
		sink = gen.Box(i)
		gen.Map(map[string]local{}, func(l local) local { sink = l; return l })
		var s gen.Stack[local]
		s.Push(local{})
		sink = s
	}
	b.Run("x", func(b *testing.B) { sink = &b })
}
