//! Why a commit is the baseline, in words.

use crate::run::{Base, Because, Told};

/// Words that stand behind the commit.
pub(super) fn because(base: &Base) -> String {
    match &base.because {
        Because::Named(variable) => format!("which {variable} names"),
        Because::Merged { into } => format!("the base that GitHub has merged it into, {into}"),
        Because::MergeBase { branch, told } => format!("its merge-base with {branch}{}", by(told)),
        Because::FirstParent { branch, told } => {
            format!("the first parent, since it is part of {branch}{}", by(told))
        }
    }
}

/// By what the branch is known.
fn by(told: &Told) -> String {
    match told {
        Told::Variable(variable) => format!(" ({variable})"),
        Told::RemoteHead => String::new(),
        Told::Configuration => " (init.defaultBranch)".to_owned(),
        Told::Name => " (by its name)".to_owned(),
    }
}
