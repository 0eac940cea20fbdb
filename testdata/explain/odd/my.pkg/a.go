package mypkg

func F() *int { x := 1; return &x }
