//! Captures as `go test -bench -benchmem` prints them.

/// Ten samples of each benchmark. Times differ with the allocations, so that no capture is another one.
pub fn capture(names: &[&str], allocations: usize) -> String {
    let mut text = "goos: linux\ngoarch: amd64\npkg: example.com/m\ncpu: test\n".to_owned();
    for sample in 0..10 {
        for name in names {
            let time = 100 * allocations + sample;
            let bytes = 64 * allocations;
            text += &format!(
                "Benchmark{name}-8 \t    1000\t     {time}.5 ns/op\t      {bytes} B/op\t       {allocations} allocs/op\n"
            );
        }
    }
    text + "PASS\nok  \texample.com/m\t1.234s\n"
}
