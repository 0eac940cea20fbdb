//! Both profiles' samples as one tree, made from the roots on.

use super::frames::Located;
use super::samples::Sample;
use super::sides::Sides;
use super::tree::{NONE, Tree};
use std::cmp::Reverse;
use std::ops::Range;

/// A sample on its way from the root to the leaf.
pub(super) struct Walk<'a> {
    /// Locations that are still to come, the next one last.
    stack: &'a [u32],
    /// Frames of the location that it is at, likewise.
    frames: &'a [u32],
    located: &'a Located,
    sides: Sides,
}

impl<'a> Walk<'a> {
    /// Before the first step.
    pub fn of(sample: &Sample<'a>, located: &'a Located, sides: Sides) -> Walk<'a> {
        Walk { stack: sample.stack, frames: &[], located, sides }
    }

    /// The next frame inward; `None` behind the leaf.
    fn step(&mut self) -> Option<u32> {
        if self.frames.is_empty() {
            let (location, rest) = self.stack.split_last()?;
            (self.stack, self.frames) = (rest, self.located.frames(*location));
        }
        let (frame, rest) = self.frames.split_last()?;
        self.frames = rest;
        Some(*frame)
    }
}

/// Walks that share a node, and the frame that each goes on to.
struct Grove<'a> {
    tree: Tree,
    walks: Vec<Walk<'a>>,
    steps: Vec<Step>,
    open: Vec<(u32, Range<usize>)>,
}

struct Step {
    frame: u32,
    walk: u32,
}

/// The tree of the walks; `None` if it has too many nodes.
///
/// A node comes right before those below it, and of nodes side by side the one whose first sample comes first.
/// Samples are shared out by their next frame, and each part is followed to its leaves before the next one: nothing
/// is looked up, and what is worked on lies together.
pub(super) fn grow(walks: Vec<Walk<'_>>) -> Option<Tree> {
    let mut steps = Vec::with_capacity(walks.len());
    // Limits keep the number of samples below 2³².
    steps.extend((0..walks.len() as u32).map(|walk| Step { frame: NONE, walk }));
    let mut grove = Grove { tree: Tree::default(), walks, steps, open: Vec::new() };
    grove.share(NONE, 0..grove.steps.len());
    while let Some((parent, part)) = grove.open.pop() {
        let node = grove.tree.push(parent, grove.steps[part.start].frame)?;
        grove.share(node, part);
    }
    Some(grove.tree)
}

impl Grove<'_> {
    /// Takes walks one step on from a node, and leaves a part open for each frame that they come to.
    fn share(&mut self, node: u32, part: Range<usize>) {
        let rest = self.step(node, part);
        let steps = &mut self.steps[rest.clone()];
        // Within a part the walks keep their order.
        steps.sort_by_key(|step| step.frame);
        let first = self.open.len();
        let mut start = rest.start;
        for same in steps.chunk_by(|one, other| one.frame == other.frame) {
            self.open.push((node, start..start + same.len()));
            start += same.len();
        }
        // The last part is taken up first: it is to be the one whose sample comes first.
        let steps = &self.steps;
        self.open[first..].sort_unstable_by_key(|(_, part)| Reverse(steps[part.start].walk));
    }

    /// Those that are not at their end with this node, moved to the front.
    fn step(&mut self, node: u32, part: Range<usize>) -> Range<usize> {
        let mut end = part.start;
        for at in part.clone() {
            let index = self.steps[at].walk;
            let walk = &mut self.walks[index as usize];
            match walk.step() {
                Some(frame) => {
                    self.steps[end] = Step { frame, walk: index };
                    end += 1;
                }
                None if node != NONE => self.tree.own_mut(node).add(walk.sides),
                None => {}
            }
        }
        part.start..end
    }
}
