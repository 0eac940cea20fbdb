module example.com/budgets

go 1.21
