package main

import "example.com/odd.v2/gen"

var s any

func run()        { x := 4; s = &x; s = gen.Box("a"); println(unused()) }
func main()       { run() }
func unused() int { return 1 }
