use super::drawn;
use crate::pprof::frames::Frame;
use crate::pprof::tree::{NONE, Tree};

/// Of the picture, in pixels.
pub(super) const WIDTH: f64 = 1200.0;
/// What is narrower is left out, with all that is above it.
const NARROWEST: f64 = 0.4;
/// Levels that are drawn: Go's stacks have up to 128 calls, and inlined ones between them.
const HIGHEST: usize = 300;

/// Where frames are.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub boxes: Vec<Place>,
    /// Levels in use.
    pub levels: usize,
    /// Frames that are too narrow or too high.
    pub left_out: usize,
}

/// Of a node of the tree; x and width are in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub node: u32,
    pub level: usize,
    pub x: f64,
    pub width: f64,
}

impl Layout {
    pub fn of(tree: &Tree, sites: &[Frame]) -> Layout {
        let (widths, sizes) = sizes(tree);
        let children = tree.children();
        let whole: f64 = children.of(NONE).iter().map(|root| widths[*root as usize]).sum();
        let scale = if whole > 0.0 { WIDTH / whole } else { 0.0 };
        let mut layout = Layout::default();
        let mut open = vec![Place { node: NONE, level: 0, x: 0.0, width: WIDTH }];
        while let Some(below) = open.pop() {
            let mut above: Vec<u32> = children.of(below.node).to_vec();
            above.sort_by_key(|node| &sites[tree.label(*node) as usize]);
            let mut x = below.x;
            for node in above {
                let width = widths[node as usize] * scale;
                let place = Place { node, level: below.level + 1, x, width };
                x += width;
                if width < NARROWEST || place.level > HIGHEST {
                    layout.left_out += sizes[node as usize];
                } else {
                    layout.levels = layout.levels.max(place.level);
                    layout.boxes.push(place);
                    open.push(place);
                }
            }
        }
        layout
    }
}

/// Of each node its figure, and how many nodes it and those above it are. A node is as wide as what is its own and all that
/// is above it, so that these fit.
fn sizes(tree: &Tree) -> (Vec<f64>, Vec<usize>) {
    let mut widths: Vec<f64> = tree.nodes().map(|node| drawn(tree.own(node))).collect();
    let mut sizes = vec![1; tree.len()];
    for node in tree.nodes().rev() {
        let parent = tree.parent(node);
        if parent != NONE {
            widths[parent as usize] += widths[node as usize];
            sizes[parent as usize] += sizes[node as usize];
        }
    }
    (widths, sizes)
}
