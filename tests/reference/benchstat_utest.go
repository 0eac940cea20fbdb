// Prints p-values of benchstat's U-test, for src/benchstat/utest/tests/reference.rs. It is no part
// of the build; run it in a directory of its own:
//
//	go mod init reference
//	go get github.com/aclements/go-moremath@v0.0.0-20210112150236-f10218a38794
//	go run benchstat_utest.go
package main

import (
	"fmt"
	"math"

	"github.com/aclements/go-moremath/stats"
)

func main() {
	for _, n := range [][2]int{{3, 3}, {5, 4}, {10, 10}, {9, 10}, {25, 25}, {25, 11}, {12, 24}, {50, 50}, {60, 40}} {
		for _, modulus := range []int{2, 3, 7, 23, 29, 1009} {
			for _, lift := range []int{0, 1, 2 + modulus/5} {
				x, y := sample(n[0], 7, modulus, 0), sample(n[1], 5, modulus, lift)
				res, err := stats.MannWhitneyUTest(x, y, stats.LocationDiffers)
				if err == nil && res.P != 1 {
					fmt.Printf("([%d, %d], %d, %d, 0x%X),\n", n[0], n[1], modulus, lift, math.Float64bits(res.P))
				}
			}
		}
	}
}

func sample(n, stride, modulus, lift int) (xs []float64) {
	for i := 0; i < n; i++ {
		xs = append(xs, float64(i*stride%modulus+lift))
	}
	return xs
}
