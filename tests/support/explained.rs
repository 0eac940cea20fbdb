//! Explanations whose every word is of somebody's choice.

use allocgate::report::v1::{
    Escape, EscapeKind, Explanation, Figures, Frame, Limit, LimitCode, Number, Once, Part, Place,
    Position, Report, Share, Site, SiteReason, Step,
};

const REASONS: [SiteReason; 8] = [
    SiteReason::NewEscape,
    SiteReason::Setup,
    SiteReason::Growth,
    SiteReason::Library,
    SiteReason::NewSite,
    SiteReason::Larger,
    SiteReason::MoreCalls,
    SiteReason::Unknown,
];

const LIMITS: [LimitCode; 9] = [
    LimitCode::TinyAllocator,
    LimitCode::NotProfiled,
    LimitCode::ProfilesDifferInToolchain,
    LimitCode::NoCompilerNotes,
    LimitCode::NoDiff,
    LimitCode::Untimed,
    LimitCode::Incomplete,
    LimitCode::OtherRevisions,
    LimitCode::Unknown,
];

/// Explains every benchmark of a report, with a site for each reason and all limits.
pub fn explain(report: &mut Report, next: &mut dyn FnMut() -> String) {
    for row in &report.rows {
        let known = report.explanations.last();
        if known.is_some_and(|known| known.package == row.package && known.name == row.name) {
            continue;
        }
        let limits = LIMITS.map(|code| Limit { code, detail: Some(next()) });
        report.explanations.push(Explanation {
            package: row.package.clone(),
            name: row.name.clone(),
            iterations: 1000,
            shares: vec![Share { unit: next(), by_row: Number(3.0), by_sites: Number(f64::NAN) }],
            sites: REASONS.map(|reason| site(reason, next)).into(),
            elsewhere: Some(Part { inside: None, allocs: Number(-1.0), bytes: Number(-48.0) }),
            sites_left_out: 2,
            limits: limits.into(),
        });
    }
    report.explanations_left_out = 3;
}

fn site(reason: SiteReason, next: &mut dyn FnMut() -> String) -> Site {
    let figures = |a, b| Figures { baseline: Some(Number(a)), candidate: Some(Number(b)) };
    let path = path(next);
    let position = |column| Position { path: Some(path.clone()), line: 48, column };
    let frame = |next: &mut dyn FnMut() -> String| Frame {
        function: next(),
        path: Some(path.clone()),
        line: 3,
    };
    Site {
        function: next(),
        place: Place::new(path.clone(), 46),
        baseline_place: Place::new(path.clone(), 40),
        allocs: figures(1.0, 2.0),
        bytes: figures(48.0, 144.0),
        touched: true,
        path: (0..20).map(|_| frame(next)).collect(),
        leaf: Some(next()),
        parts: (0..6)
            .map(|_| Part { inside: Some(next()), allocs: Number(1.0), bytes: Number(8.0) })
            .collect(),
        once: (reason == SiteReason::Setup)
            .then(|| Once { objects: figures(0.0, 9.0), bytes: figures(0.0, 90.0) }),
        reason,
        escape: Some(Escape {
            expression: next(),
            kind: if reason == SiteReason::NewSite {
                EscapeKind::Escapes
            } else {
                EscapeKind::Moved
            },
            place: position(0),
            flow: vec![
                Step { what: next(), how: next(), place: position(14) },
                Step { what: next(), how: next(), place: position(0) },
            ],
        }),
        also_escape: (0..8).map(|_| next()).collect(),
        lost_pre_size: Place::new(path.clone(), 54),
        annotate: Place::new(path.clone(), 48),
    }
}

/// A path that a report may have, as near to the words as that is.
fn path(next: &mut dyn FnMut() -> String) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(c, '\\' | ':' | '/');
    format!("p/{}.go", next().chars().filter(allowed).collect::<String>())
}
