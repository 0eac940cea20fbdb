//! The difference as a flame graph: one file, no scripts, nothing from elsewhere.

mod layout;
mod svg;

use super::difference::Difference;
use super::groups::{By, Groups};
use super::sides::Sides;
use super::tree::{NONE, Tree};
use layout::Layout;
use std::collections::HashMap;

/// Frames of the difference's rows, one above what calls it; its width is the larger of both sides, so that
/// what is gone still shows, and its colour the growth: red where the candidate has more, blue where less.
///
/// `captions` stand above, a line each. The result is SVG in UTF-8, the same for the same difference. Names are text
/// in it whatever they hold.
pub fn flame_graph(difference: &Difference, captions: &[String]) -> Vec<u8> {
    let tree = merged(&difference.tree, &difference.groups);
    let layout = Layout::of(&tree, &difference.groups.sites);
    svg::write(&tree, &layout, &difference.groups.sites, &difference.value.unit, captions)
}

/// The tree of whole rows instead of lines.
fn merged(lines: &Tree, groups: &Groups) -> Tree {
    let mut tree = Tree::default();
    let mut nodes = vec![NONE; lines.len()];
    let mut known = HashMap::new();
    for line in lines.nodes() {
        let parent = match lines.parent(line) {
            NONE => NONE,
            parent => nodes[parent as usize],
        };
        let group = groups.group(lines.label(line));
        // Within a package calls are no matter.
        let is_inside = groups.by == By::Package && parent != NONE && tree.label(parent) == group;
        // It has no more nodes than the other, so that there is room.
        let made = || tree.push(parent, group).unwrap_or(parent);
        let node = match is_inside {
            true => parent,
            false => *known.entry((parent, group)).or_insert_with(made),
        };
        nodes[line as usize] = node;
        if node != NONE {
            tree.own_mut(node).add(lines.own(line));
        }
    }
    tree
}

/// What a figure is drawn as. Where samples were taken away from one another, it can be negative.
fn drawn(sides: Sides) -> f64 {
    sides.baseline.max(sides.candidate).max(0) as f64
}
