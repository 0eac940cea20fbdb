//! The call paths of both profiles, merged from the root on.

use super::sides::Sides;

/// A node that is none: what is above the roots.
pub(super) const NONE: u32 = u32::MAX;

/// Nodes of a tree. A few bytes can stand for a stack of many inlined frames, so that a small profile could
/// ask for any number; those of large services come to some millions. A node takes up to 100 bytes while the
/// flame graph has a tree of its own made, so that all of them stay below 1 GiB.
const MOST: usize = 1 << 23;

/// Nodes by number; a parent's is smaller than its children's. In the order of [`grow`](super::grow::grow), what is
/// below a node comes right behind it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    parents: Vec<u32>,
    labels: Vec<u32>,
    own: Vec<Sides>,
}

impl Tree {
    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.parents.len()
    }

    pub fn nodes(&self) -> std::ops::Range<u32> {
        0..self.len() as u32
    }

    pub fn parent(&self, node: u32) -> u32 {
        self.parents[node as usize]
    }

    pub fn label(&self, node: u32) -> u32 {
        self.labels[node as usize]
    }

    /// What was counted at the node itself, not below.
    pub fn own(&self, node: u32) -> Sides {
        self.own[node as usize]
    }

    pub fn own_mut(&mut self, node: u32) -> &mut Sides {
        &mut self.own[node as usize]
    }

    /// A new node below another; `None` once there are [`MOST`].
    pub fn push(&mut self, parent: u32, label: u32) -> Option<u32> {
        if self.len() >= MOST {
            return None;
        }
        let node = self.parents.len() as u32;
        self.parents.push(parent);
        self.labels.push(label);
        self.own.push(Sides::default());
        Some(node)
    }

    /// Of each node, what was counted at it and below.
    pub fn totals(&self) -> Vec<Sides> {
        let mut totals = self.own.clone();
        for node in self.nodes().rev() {
            let parent = self.parent(node);
            if parent != NONE {
                let below = totals[node as usize];
                totals[parent as usize].add(below);
            }
        }
        totals
    }

    pub fn children(&self) -> Children {
        let slot = |node: u32| match self.parent(node) {
            NONE => 0,
            parent => parent as usize + 1,
        };
        let mut starts = vec![0; self.len() + 2];
        self.nodes().for_each(|node| starts[slot(node) + 1] += 1);
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let (mut next, mut nodes) = (starts.clone(), vec![0; self.len()]);
        for node in self.nodes() {
            let at = &mut next[slot(node)];
            nodes[*at as usize] = node;
            *at += 1;
        }
        Children { starts, nodes }
    }
}

/// Whose child each node is, the other way round.
pub(super) struct Children {
    /// Where the children of each begin, those of [`NONE`] first.
    starts: Vec<u32>,
    nodes: Vec<u32>,
}

impl Children {
    /// Of a node, or of [`NONE`], in the order of their numbers.
    pub fn of(&self, node: u32) -> &[u32] {
        let slot = if node == NONE { 0 } else { node as usize + 1 };
        &self.nodes[self.starts[slot] as usize..self.starts[slot + 1] as usize]
    }
}
