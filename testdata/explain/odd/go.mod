module example.com/odd.v2

go 1.24
