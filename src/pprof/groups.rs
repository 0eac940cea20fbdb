use super::difference::Row;
use super::frames::Frame;
use super::sides::Sides;
use super::tree::{NONE, Tree};
use crate::symbol::package;
use std::cmp::Reverse;
use std::collections::HashMap;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A line of a function.
    Line,
    /// A function, all of its lines.
    Function,
    /// A package of Go, all of its functions.
    Package,
}

/// Frames that are one row.
#[derive(Debug)]
pub(super) struct Groups {
    pub by: By,
    /// The group of each frame.
    of: Vec<u32>,
    pub sites: Vec<Frame>,
}

impl Groups {
    pub fn of(frames: &[Frame], by: By) -> Groups {
        let mut groups = Groups { by, of: Vec::new(), sites: Vec::new() };
        let mut ids = HashMap::new();
        for frame in frames {
            let site = site(frame, by);
            // pprof, too, goes by the name of a function alone.
            let key = match by {
                By::Line => site.clone(),
                By::Function | By::Package => Frame { file: String::new(), ..site.clone() },
            };
            let id = *ids.entry(key).or_insert_with(|| {
                groups.sites.push(site);
                groups.sites.len() as u32 - 1
            });
            groups.of.push(id);
        }
        groups
    }

    /// The group of a frame.
    pub fn group(&self, frame: u32) -> u32 {
        self.of[frame as usize]
    }

    /// A row for each group. What is below a node of the tree must come right behind it.
    pub fn rows(&self, tree: &Tree) -> Vec<Row> {
        let totals = tree.totals();
        let row = |site: &Frame| {
            let none = Sides::default();
            Row { site: site.clone(), flat: none, cum: none, node: NONE }
        };
        let mut rows: Vec<Row> = self.sites.iter().map(row).collect();
        let group = |node| self.group(tree.label(node)) as usize;
        tree.nodes().for_each(|node| rows[group(node)].flat.add(tree.own(node)));
        for node in outermost(tree, group, self.sites.len()) {
            rows[group(node)].cum.add(totals[node as usize]);
        }
        for node in tree.nodes() {
            let row = &mut rows[group(node)];
            if row.node == NONE || leads(row, node, tree, &totals) {
                row.node = node;
            }
        }
        // Frames of samples that were not chosen have no node.
        rows.retain(|row| row.node != NONE);
        rows.sort_by_cached_key(|row| {
            let growth = (Reverse(row.flat.growth()), Reverse(row.cum.growth()));
            (growth, row.site.clone())
        });
        rows
    }
}

/// The row that a frame belongs to.
fn site(frame: &Frame, by: By) -> Frame {
    match by {
        By::Line => frame.clone(),
        By::Function => Frame { line: 0, ..frame.clone() },
        By::Package => Frame {
            name: match &*package(&frame.name) {
                "" => frame.name.clone(),
                path => path.to_owned(),
            },
            file: String::new(),
            line: 0,
        },
    }
}

/// Whether a node went further the row's own way than the one that the row has.
fn leads(row: &Row, node: u32, tree: &Tree, totals: &[Sides]) -> bool {
    let is_flat = row.flat.growth() != 0;
    let growth = if is_flat { row.flat.growth() } else { row.cum.growth() };
    let way = |node: u32| {
        let sides = if is_flat { tree.own(node) } else { totals[node as usize] };
        if growth < 0 { -sides.growth() } else { sides.growth() }
    };
    way(node) > way(row.node)
}

/// The nodes with none of their group above them, of a tree where what is below a node comes right behind it.
fn outermost(tree: &Tree, group: impl Fn(u32) -> usize, groups: usize) -> Vec<u32> {
    let mut inside = vec![0_u32; groups];
    let (mut above, mut found) = (Vec::new(), Vec::new());
    for node in tree.nodes() {
        while let Some(left) = above.pop_if(|last| *last != tree.parent(node)) {
            inside[group(left)] -= 1;
        }
        let count = &mut inside[group(node)];
        if *count == 0 {
            found.push(node);
        }
        *count += 1;
        above.push(node);
    }
    found
}
