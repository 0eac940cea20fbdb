// Command regexp tells what Go makes of regular expressions. Each line of its input is an expression
// and texts, in hexadecimal. It answers with E and the error, in hexadecimal too, or with M and a
// digit for each text: 1 where the expression matches.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"
	"regexp"
	"strings"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		words := strings.Split(in.Text(), " ")
		re, err := regexp.Compile(string(decode(words[0])))
		if err != nil {
			fmt.Fprintf(out, "E%x\n", err.Error())
			continue
		}
		out.WriteByte('M')
		for _, text := range words[1:] {
			digit := byte('0')
			if re.Match(decode(text)) {
				digit = '1'
			}
			out.WriteByte(digit)
		}
		out.WriteByte('\n')
	}
}

func decode(text string) []byte {
	b, err := hex.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return b
}
