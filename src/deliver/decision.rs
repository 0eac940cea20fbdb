//! What becomes of a comment.

use super::thread::Former;
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
pub(super) fn decide(former: Option<&Former>, comment: &Comment<'_>) -> Decision {
    let Some(former) = former else {
        return if comment.is_news { Decision::Create } else { Decision::Nothing };
    };
    let found = &former.found;
    let passes = comment.state == State::Pass;
    let passed = matches!(found.state, Some(State::Pass | State::Fixed));
    let same_state = found.state == Some(comment.state) || (passes && passed);
    let same_text = found.digest.as_deref() == Some(comment.digest().as_str());
    match found.state {
        // Somebody may have written something else below the marker.
        Some(state) if same_state && same_text => match former.reads(&comment.body(state)) {
            true => Decision::Leave,
            false => Decision::Update(state),
        },
        _ if passes && passed && !comment.is_news => Decision::Leave,
        Some(State::Fail | State::CannotJudge) if passes => Decision::Update(State::Fixed),
        _ => Decision::Update(comment.state),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::Key;

    const NEWS: bool = true;

    fn key() -> Key {
        "default".parse().unwrap()
    }

    fn comment<'a>(key: &'a Key, state: State, text: &'a str, is_news: bool) -> Comment<'a> {
        Comment { key, state, text, text_if_fixed: "fixed", is_news }
    }

    fn former(state: State, text: &str) -> String {
        comment(&key(), state, text, NEWS).body(state)
    }

    /// What becomes of a body, if there is one, where there is this to say now.
    fn after_body(body: Option<&str>, state: State, is_news: bool) -> Decision {
        let key = key();
        let former = body.map(|body| Former::new(1, body, &key).unwrap());
        decide(former.as_ref(), &comment(&key, state, "now", is_news))
    }

    fn after(was: Option<(State, &str)>, state: State, is_news: bool) -> Decision {
        let body = was.map(|(state, text)| former(state, text));
        after_body(body.as_deref(), state, is_news)
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
        let body = "<!-- allocgate comment key=default -->\nnow";
        assert_eq!(after_body(Some(body), State::Pass, !NEWS), Decision::Update(State::Pass));
    }

    #[test]
    fn words_that_somebody_changed_below_the_marker_are_written_anew() {
        for state in [State::Pass, State::Fail, State::CannotJudge, State::Fixed] {
            let said = if state == State::Fixed { State::Pass } else { state };
            let body = former(state, "now");
            assert_eq!(after_body(Some(&body), said, NEWS), Decision::Leave);
            let kept = body.replace('\n', " \r\n") + "\r\n";
            assert_eq!(after_body(Some(&kept), said, NEWS), Decision::Leave);
            let marker = body.lines().next().unwrap();
            for other in [marker.to_owned(), format!("{marker}\nAll is well."), body.clone() + "!"]
            {
                assert_eq!(after_body(Some(&other), said, !NEWS), Decision::Update(state));
            }
        }
    }
}
