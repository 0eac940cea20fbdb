// Computes what package math and package fmt make of the numbers on standard input, for
// tests/elementary.rs. Each is eight bytes, little-endian; each gives a line of four results in
// hexadecimal and three in print.
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"math"
	"os"
)

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for {
		var bits uint64
		if binary.Read(in, binary.LittleEndian, &bits) != nil {
			return
		}
		x := math.Float64frombits(bits)
		lgamma, _ := math.Lgamma(float64(bits>>44) + 1)
		for _, y := range []float64{math.Exp(x), math.Log(x), math.Erfc(x), lgamma} {
			fmt.Fprintf(out, "%x ", math.Float64bits(y))
		}
		fmt.Fprintf(out, "%v %.3f %+.2f\n", x, x, x)
	}
}
