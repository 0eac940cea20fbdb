use super::*;
use crate::benchfmt::{BenchmarkLine, Options, Sink, read_with};
use crate::benchproc::{Expressions, Layout};

struct Gather(Samples);

impl Sink for Gather {
    fn result(&mut self, line: &BenchmarkLine<'_>) {
        self.0.add(line);
    }
}

fn grid(files: &[(&str, &str)], expressions: Expressions<'_>) -> Grid {
    let input = |&(label, text): &(&str, &str)| {
        let mut gather = Gather(Samples::tidied());
        read_with(&Options::strict(), text.as_bytes(), &mut gather).unwrap();
        Labelled { label: label.into(), samples: gather.0 }
    };
    Grid::new(files.iter().map(input).collect(), Layout::new(&expressions).unwrap())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Each table as `unit{key:value …}`, then `row: column=values …` for each row.
fn listing(grid: &Grid) -> Vec<String> {
    let mut lines = Vec::new();
    for table in grid.tables() {
        let fields = table.heading(None);
        let key: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}:{}", text(name), text(value))).collect();
        lines.push(format!("{}{{{}}}", text(table.unit()), key.join(" ")));
        let labels: Vec<Vec<&[u8]>> = table.column_labels().collect();
        for row in 0..table.rows() {
            let mut label = Vec::new();
            table.row_label(row, &mut label);
            let cells = table.cells(row).map(|cell| {
                let mut values = Vec::new();
                cell.values(&mut values);
                let column: Vec<String> =
                    labels.iter().map(|level| text(level[cell.column])).collect();
                format!("{}={values:?}", column.join("/"))
            });
            lines.push(format!("{}: {}", text(&label), cells.collect::<Vec<_>>().join(" ")));
        }
    }
    lines
}

const OLD: &str = "goos: linux\npkg: b\nBenchmarkX/size=2k-8 1 5 B/op 7 allocs/op\n\
                   pkg: a\nBenchmarkX/size=1k-8 1 6 B/op 8 allocs/op\nBenchmarkY 1 9 B/op\n";

fn laid_out(expressions: Expressions<'_>) -> Vec<String> {
    listing(&grid(&[("old", OLD), ("new", OLD)], expressions))
}

#[test]
fn values_within_config_sort_as_text_and_rows_by_appearance() {
    let all = laid_out(Expressions::default());
    assert_eq!(
        all,
        [
            "B/op{goos:linux pkg:a}",
            "X/size=1k-8: old=[6.0] new=[6.0]",
            "Y: old=[9.0] new=[9.0]",
            "allocs/op{goos:linux pkg:a}",
            "X/size=1k-8: old=[8.0] new=[8.0]",
            "B/op{goos:linux pkg:b}",
            "X/size=2k-8: old=[5.0] new=[5.0]",
            "allocs/op{goos:linux pkg:b}",
            "X/size=2k-8: old=[7.0] new=[7.0]",
        ]
    );
}

#[test]
fn what_a_projection_names_is_left_out_of_the_groups() {
    let expressions =
        Expressions { row: ".name", col: "/size@num", filter: ".unit:B/op", ..Default::default() };
    assert_eq!(
        laid_out(expressions),
        [
            "B/op{goos:linux pkg:a}",
            "X: 1k=[6.0, 6.0]",
            "Y: =[9.0, 9.0]",
            "B/op{goos:linux pkg:b}",
            "X: 2k=[5.0, 5.0]"
        ]
    );
    let expressions = Expressions {
        table: "",
        row: "pkg@alpha .fullname",
        col: "",
        filter: ".unit:allocs/op",
        ignore: "/gomaxprocs",
    };
    assert_eq!(
        laid_out(expressions),
        ["allocs/op{}", "a X/size=1k: =[8.0, 8.0]", "b X/size=2k: =[7.0, 7.0]"]
    );
}

#[test]
fn a_list_of_values_sorts_and_filters() {
    let expressions = Expressions {
        table: "",
        row: "/size@(2k 1k)",
        filter: "* -.unit:allocs/op",
        col: ".file@(new)",
        ..Default::default()
    };
    assert_eq!(laid_out(expressions), ["B/op{}", "2k: new=[5.0]", "1k: new=[6.0]"]);
}

#[test]
fn filters_keep_results_or_single_values() {
    let rows = |filter| {
        let lines = laid_out(Expressions { table: "", col: "", filter, ..Default::default() });
        lines.iter().filter(|line| !line.contains('{')).cloned().collect::<Vec<_>>().join("; ")
    };
    assert_eq!(rows(".file:old .name:Y"), "Y: =[9.0]");
    assert_eq!(rows("-.unit:/op/"), "");
    assert_eq!(rows(".file:new (/size:1k OR .unit:allocs/op) pkg:/^b/"), "X/size=2k-8: =[7.0]");
    assert_eq!(rows(".file:new -(pkg:a OR .unit:B/op)"), "X/size=2k-8: =[7.0]");
}

#[test]
fn units_are_tidied_but_for_values_that_do_not_change() {
    let lines = "BenchmarkX 1 0 ns/op 3 MB/s\nBenchmarkX 1 5 ns/op +Inf MB/s\n";
    let listing = listing(&grid(&[("a", lines)], Expressions::default()));
    assert_eq!(
        listing,
        [
            "ns/op{}",
            "X: a=[0.0]",
            "B/s{}",
            "X: a=[3000000.0]",
            "sec/op{}",
            "X: a=[5e-9]",
            "MB/s{}",
            "X: a=[inf]"
        ]
    );
    let filter = ".unit:ns/op";
    let by_either = grid(&[("a", lines)], Expressions { filter, ..Default::default() });
    assert_eq!(by_either.tables().len(), 2, "a unit is named as printed or as tidied");
}

#[test]
fn a_cell_knows_in_what_its_results_vary() {
    let varying = |expressions| {
        let grid = grid(&[("old", OLD), ("new", OLD)], expressions);
        let table = grid.tables().next().unwrap();
        let cell = table.cells(0).next().unwrap();
        cell.varying().into_iter().map(text).collect::<Vec<_>>()
    };
    let pooled = Expressions { table: "goos", row: "", ..Default::default() };
    assert_eq!(varying(pooled), ["pkg", ".fullname"]);
    assert_eq!(varying(Expressions { ignore: "pkg .fullname", ..pooled }), [""; 0]);
    assert_eq!(varying(Expressions::default()), [""; 0]);
}

#[test]
fn a_heading_tells_what_differs_from_the_table_before() {
    let lines = "a: 1\nb: 2\nBenchmarkX 1 1 x\na:\nc: 3\nBenchmarkX 1 1 x\n";
    let grid = grid(&[("f", lines)], Expressions::default());
    let [first, second]: [Table<'_>; 2] = grid.tables().collect::<Vec<_>>().try_into().unwrap();
    let named = |fields: Vec<Named<'_>>| -> Vec<String> {
        fields.iter().map(|(k, v)| format!("{}:{}", text(k), text(v))).collect()
    };
    assert_eq!(named(first.heading(None)), ["a:", "b:2", "c:3"]);
    assert_eq!(named(second.heading(Some(&first))), ["a:1", "c:"]);
}

#[test]
fn expressions_that_can_not_be_followed_are_refused_where_they_are_wrong() {
    let error = |expressions: Expressions<'_>| Layout::new(&expressions).unwrap_err().to_string();
    let default = Expressions::default();
    for (expressions, expected) in [
        (
            Expressions { filter: "a", ..default },
            "parsing -filter: syntax error: expected key:value",
        ),
        (
            Expressions { filter: ".config:a", ..default },
            "parsing -filter: syntax error: .config is only allowed in projections",
        ),
        (Expressions { row: "a@b", ..default }, "parsing -row: syntax error: unknown order \"b\""),
        (
            Expressions { col: ".unit", ..default },
            "parsing -col: syntax error: .unit is only allowed in filters",
        ),
        (
            Expressions { table: ".config@(a)", ..default },
            "parsing -table: syntax error: fixed order not allowed for .config",
        ),
        (
            Expressions { ignore: "\"\"", ..default },
            "parsing -ignore: syntax error: key must not be empty",
        ),
    ] {
        assert!(error(expressions).starts_with(expected), "{}", error(expressions));
    }
}
