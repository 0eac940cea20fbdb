//! What becomes of a comment.

use super::marker::Found;
use super::{Comment, State};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// There is none, and none is needed.
    Nothing,
    /// There is none, and one is needed.
    Create,
    /// It says what is to be said.
    Leave,
    /// It is to say this.
    Update(State),
}

/// Decides by what the former comment of ours says, if there is one.
pub(super) fn decide(former: Option<&Found>, comment: &Comment<'_>) -> Decision {
    let Some(former) = former else {
        return if comment.is_news { Decision::Create } else { Decision::Nothing };
    };
    let passes = comment.state == State::Pass;
    let passed = matches!(former.state, Some(State::Pass | State::Fixed));
    let same_state = former.state == Some(comment.state) || (passes && passed);
    let same_text = former.digest.as_deref() == Some(comment.digest().as_str());
    match former.state {
        _ if same_state && same_text => Decision::Leave,
        _ if passes && passed && !comment.is_news => Decision::Leave,
        Some(State::Fail | State::CannotJudge) if passes => Decision::Update(State::Fixed),
        _ => Decision::Update(comment.state),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::Key;
    use crate::deliver::marker::digest;

    const NEWS: bool = true;

    fn after(former: Option<(State, &str)>, state: State, is_news: bool) -> Decision {
        let key: Key = "default".parse().unwrap();
        let comment = Comment { key: &key, state, text: "now", text_if_fixed: "fixed", is_news };
        let found = |(state, text)| Found { state: Some(state), digest: Some(digest(text)) };
        decide(former.map(found).as_ref(), &comment)
    }

    #[test]
    fn only_news_make_a_comment() {
        assert_eq!(after(None, State::Pass, !NEWS), Decision::Nothing);
        assert_eq!(after(None, State::Pass, NEWS), Decision::Create);
        assert_eq!(after(None, State::Fail, NEWS), Decision::Create);
    }

    #[test]
    fn the_same_words_are_not_written_again() {
        for state in [State::Pass, State::Fail, State::CannotJudge] {
            assert_eq!(after(Some((state, "now")), state, NEWS), Decision::Leave);
            assert_eq!(after(Some((state, "then")), state, NEWS), Decision::Update(state));
        }
    }

    #[test]
    fn what_no_longer_regresses_is_called_fixed_once() {
        for former in [State::Fail, State::CannotJudge] {
            let fixed = Decision::Update(State::Fixed);
            assert_eq!(after(Some((former, "then")), State::Pass, !NEWS), fixed);
        }
        assert_eq!(after(Some((State::Fixed, "then")), State::Pass, !NEWS), Decision::Leave);
        assert_eq!(after(Some((State::Fixed, "now")), State::Pass, NEWS), Decision::Leave);
        let news = Decision::Update(State::Pass);
        assert_eq!(after(Some((State::Fixed, "then")), State::Pass, NEWS), news);
    }

    #[test]
    fn what_can_no_longer_be_judged_is_never_called_fixed() {
        for former in [State::Pass, State::Fail, State::Fixed] {
            let decision = after(Some((former, "now")), State::CannotJudge, NEWS);
            assert_eq!(decision, Decision::Update(State::CannotJudge));
        }
    }

    #[test]
    fn a_marker_that_says_nothing_is_written_anew_and_nothing_is_fixed() {
        let key: Key = "default".parse().unwrap();
        let (text, state) = ("now", State::Pass);
        let comment = Comment { key: &key, state, text, text_if_fixed: text, is_news: false };
        let former = Found { state: None, digest: None };
        assert_eq!(decide(Some(&former), &comment), Decision::Update(State::Pass));
    }
}
