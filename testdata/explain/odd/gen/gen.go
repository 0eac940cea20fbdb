// Package gen has values that escape in all kinds of functions.
package gen

import "fmt"

type Stack[T any] struct{ items []*T }

func (s *Stack[T]) Push(v T) { s.items = append(s.items, &v) }

//go:noinline
func Box[T any](v T) *T { return &v }

type Num interface{ ~int | ~float64 }

func Map[K comparable, V any](m map[K]V, f func(V) V) map[K]*V {
	out := map[K]*V{}
	for k, v := range m {
		w := f(v)
		func() { out[k] = &w }()
	}
	return out
}

var Global = func() *int { x := 1; return &x }()

var Handler = func(n int) *int { return &n }

func init() { y := 3; P = &y }

var P *int

func Closure(n int) func() int {
	go func() {
		fmt.Println(n)
		func() {
			z := new(int)
			P = z
		}()
	}()
	return func() int { n++; return n }
}

func Seq(yield func(int) bool) {
	for i := 0; i < 3; i++ {
		if !yield(i) {
			return
		}
	}
}

func Range() {
	for v := range Seq {
		q := v
		P = &q
	}
}

type T struct{ a [3]int }

func (t T) Val() *T            { return &t }
func (t *T) Method() func() *T { return t.Val }

func Large() int {
	var big [20 << 20]byte
	big[3] = 1
	x := make([]byte, 10<<20)
	return len(x) + int(big[4])
}

func Many(n int) []string { s := make([]string, n); return append(s, fmt.Sprint(n, "a", n*2)+"x") }

func Conv(b []byte) string { return string(b) }

//line weird:9:8.go:100
func Lined() *int { v := 8; return &v }

//line /abs/else.y:5:3
func Lined2() *int { v := 8; return &v }
