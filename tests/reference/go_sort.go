// Prints how sort.Slice leaves equal items, for src/benchstat/go_sort.rs: `go run go_sort.go`
// (go1.26) made go_sort.txt. Each line has a pattern of keys, how many there are, and where the
// items were before, or of many items a checksum of that. The last line is what slices.Sort makes
// of zeros of both signs.
package main

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
)

var sizes = []int{13, 20, 49, 50, 51, 100, 200, 1000}

var patterns = []struct {
	name string
	keys func(n int) []int
}{
	{"equal", each(func(i, n int) int { return 0 })},
	{"few", each(func(i, n int) int { return scattered(i) % 3 })},
	{"many", each(func(i, n int) int { return scattered(i) % (n / 2) })},
	{"ascending", each(func(i, n int) int { return i / 3 })},
	{"nearly", each(func(i, n int) int { return i/3 + i%17/16*7 })},
	{"descending", each(func(i, n int) int { return (n - i) / 3 })},
	{"falling", each(falling)},
	{"organ-pipe", each(func(i, n int) int { return min(i, n-1-i) })},
	{"sawtooth", each(func(i, n int) int { return i % 7 })},
	{"killer", killer},
}

func main() {
	for _, pattern := range patterns {
		for _, n := range sizes {
			fmt.Println(pattern.name, n, summary(sorted(pattern.keys(n))))
		}
	}
	fmt.Println("zeros", 20, zeros(20))
}

func each(key func(i, n int) int) func(n int) []int {
	return func(n int) (keys []int) {
		for i := range n {
			keys = append(keys, key(i, n))
		}
		return keys
	}
}

func scattered(i int) int {
	return int(uint64(i) * 0x9E3779B97F4A7C15 >> 33)
}

// falling descends wherever a pivot is looked for, but for one pair in some sizes, and is scattered
// elsewhere.
func falling(i, n int) int {
	switch {
	case i%25 >= 2 && i%25 < 10:
		return scattered(i) % n
	case i == 24:
		return n - i - 1
	default:
		return n - i
	}
}

// killer makes partitions as uneven as can be, after M. D. McIlroy: keys are chosen while they are
// sorted, the pivot's to be the lowest of what is left. The last quarter stays equal.
func killer(n int) []int {
	most := n * 3 / 4
	keys, items := make([]int, n), make([]int, n)
	for i := range n {
		keys[i], items[i] = most, i
	}
	chosen, candidate := 0, 0
	less := func(a, b int) bool {
		if keys[a] == most && keys[b] == most && chosen < most {
			freeze := b
			if a == candidate {
				freeze = a
			}
			keys[freeze] = chosen
			chosen++
		}
		if keys[a] == most {
			candidate = a
		} else if keys[b] == most {
			candidate = b
		}
		return keys[a] < keys[b]
	}
	sort.Slice(items, func(i, j int) bool { return less(items[i], items[j]) })
	return keys
}

func sorted(keys []int) []int {
	items := make([]int, len(keys))
	for i := range items {
		items[i] = i
	}
	sort.Slice(items, func(i, j int) bool { return keys[items[i]] < keys[items[j]] })
	return items
}

func summary(items []int) string {
	if len(items) <= 20 {
		return strings.Trim(fmt.Sprint(items), "[]")
	}
	sum := uint64(0)
	for _, item := range items {
		sum = sum*1_000_003 + uint64(item)
	}
	return fmt.Sprintf("%016x", sum)
}

func zeros(n int) string {
	var values []float64
	for i := range n {
		value := float64(i%3 - 1)
		if i%2 == 0 {
			value = math.Copysign(value, -1)
		}
		values = append(values, value)
	}
	slices.Sort(values)
	return strings.Trim(fmt.Sprint(values), "[]")
}
