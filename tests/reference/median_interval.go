// Prints the order statistics that bound the median's confidence interval, for
// src/stats/interval/tests.rs. It is no part of the build; run it in a directory of its own:
//
//	go mod init reference
//	go get github.com/aclements/go-moremath@v0.0.0-20210112150236-f10218a38794
//	go run median_interval.go
package main

import (
	"fmt"

	"github.com/aclements/go-moremath/stats"
)

func main() {
	for _, confidence := range []float64{0.9, 0.95, 0.99} {
		var low, high []int
		for n := 1; n <= 60; n++ {
			ci := stats.QuantileCI(n, 0.5, confidence)
			low, high = append(low, ci.LoOrder), append(high, ci.HiOrder)
		}
		fmt.Println(confidence, low, high)
	}
	for n := 1; n <= 30; n++ {
		fmt.Println(n, path(n))
	}
}

// path says on which side the interval grows as ever more confidence is asked for.
func path(n int) (steps string) {
	ci := stats.QuantileCI(n, 0.5, 0)
	for ci.LoOrder > 0 || ci.HiOrder <= n {
		next := stats.QuantileCI(n, 0.5, ci.Confidence+1e-13)
		switch {
		case next.LoOrder == ci.LoOrder-1 && next.HiOrder == ci.HiOrder:
			steps += "L"
		case next.LoOrder == ci.LoOrder && next.HiOrder == ci.HiOrder+1:
			steps += "R"
		default:
			return steps + "?"
		}
		ci = next
	}
	return steps
}
