use super::*;

const PRINTED: &str = "# example.com/m/codec [example.com/m/codec.test]
codec/codec.go:46:6: cannot inline (*Encoder).writeKey: marked go:noinline
codec/codec.go:46:38: r escapes to heap in (*Encoder).writeKey:
codec/codec.go:46:38:   flow: {heap} ← &r:
codec/codec.go:46:38:     from &r (address-of) at codec/codec.go:48:14
codec/codec.go:46:38:     from e.trace(k, &r) (call parameter) at codec/codec.go:48:10
codec/codec.go:46:28: parameter k leaks to {heap} for (*Encoder).writeKey with derefs=0:
codec/codec.go:46:28:   flow: {heap} ← k:
codec/codec.go:46:28:     from e.trace(k, &r) (call parameter) at codec/codec.go:48:10
codec/codec.go:46:28: leaking param: k
codec/codec.go:46:38: moved to heap: r
";

fn read(printed: &str) -> Vec<Finding> {
    Notes::read(printed.as_bytes(), &Places::untrimmed("", "/src")).findings
}

#[test]
fn a_finding_has_the_way_to_the_heap() {
    let findings = read(PRINTED);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(finding.function, "example.com/m/codec.(*Encoder).writeKey");
    assert_eq!((&*finding.path, finding.line, finding.column), ("codec/codec.go", 46, 38));
    assert_eq!((&*finding.expression, finding.kind), ("r", Kind::Moved));
    let flow: Vec<_> =
        finding.flow.iter().map(|s| (&*s.expression, &*s.how, s.line, s.column)).collect();
    assert_eq!(flow, [("&r", "address-of", 48, 14), ("e.trace(k, &r)", "call parameter", 48, 10)]);
}
