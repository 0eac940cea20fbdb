//! Work on many items, in lots, on all processors.

use std::convert::Infallible;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::mpsc::{SyncSender, sync_channel};

/// Works on the items `0..count` in lots of `size`, and takes the results in the order of the lots,
/// so that the number of threads changes nothing. Each thread makes itself a `state`, works on every
/// n-th lot and hands its result over at once; `take` runs on the caller's thread meanwhile, until
/// it fails.
///
/// # Errors
///
/// The first of `take`.
pub(crate) fn in_order<S: Send, T: Send, E>(
    count: usize,
    size: usize,
    state: impl Fn() -> S,
    work: impl Fn(&mut S, Range<usize>) -> T + Sync,
    take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    in_order_again(&mut Vec::new(), count, size, state, work, take)
}

/// As [`in_order`], and gives all results.
pub(crate) fn collect<S: Send, T: Send>(
    count: usize,
    size: usize,
    state: impl Fn() -> S,
    work: impl Fn(&mut S, Range<usize>) -> T + Sync,
) -> Vec<T> {
    let mut results = Vec::with_capacity(count.div_ceil(size));
    let take = |result| {
        results.push(result);
        Ok::<(), Infallible>(())
    };
    let Ok(()) = in_order(count, size, state, work, take);
    results
}

/// Works on each item, in place.
pub(crate) fn on_each<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Sync) {
    let threads = if items.len() > 1 { processors() } else { 1 };
    std::thread::scope(|scope| {
        let mut shares = items.chunks_mut(items.len().div_ceil(threads).max(1));
        let own = shares.next();
        for share in shares {
            scope.spawn(|| share.iter_mut().for_each(&work));
        }
        own.into_iter().flatten().for_each(&work);
    });
}

/// As [`in_order`], with the states of work done before; there are no more than processors.
pub(crate) fn in_order_again<S: Send, T: Send, E>(
    states: &mut Vec<S>,
    count: usize,
    size: usize,
    state: impl Fn() -> S,
    work: impl Fn(&mut S, Range<usize>) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let lots = count.div_ceil(size);
    let lot = |i: usize| i * size..count.min((i + 1) * size);
    let threads = if lots > 1 { processors().min(lots) } else { 1 };
    states.resize_with(states.len().max(threads), &state);
    if let [state] = &mut states[..threads] {
        return (0..lots).try_for_each(|i| take(work(state, lot(i))));
    }
    let work_on = |state: &mut S, first: usize, hand_over: SyncSender<T>| {
        for i in (first..lots).step_by(threads) {
            if hand_over.send(work(state, lot(i))).is_err() {
                break;
            }
        }
    };
    std::thread::scope(|scope| {
        let spawn = |(first, state)| {
            let (hand_over, results) = sync_channel(WAITING);
            let work_on = &work_on;
            (scope.spawn(move || work_on(state, first, hand_over)), results)
        };
        let (workers, results): (Vec<_>, Vec<_>) =
            states.iter_mut().take(threads).enumerate().map(spawn).unzip();
        // A worker that sends nothing has panicked: joining it below tells.
        let in_order = (0..lots).map_while(|i| results[i % threads].recv().ok());
        let taken = in_order.map(&mut take).find(Result::is_err).unwrap_or(Ok(()));
        drop(results);
        for worker in workers {
            if let Err(panic) = worker.join() {
                std::panic::resume_unwind(panic);
            }
        }
        taken
    })
}

/// How many threads can run at a time. Asking the system takes a while.
fn processors() -> usize {
    static PROCESSORS: OnceLock<usize> = OnceLock::new();
    *PROCESSORS.get_or_init(|| std::thread::available_parallelism().map_or(1, usize::from))
}

/// How many results of a thread may wait to be taken.
const WAITING: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_taken_in_order_and_none_is_missing() {
        for (count, size) in [(0, 3), (1, 3), (9, 3), (1000, 7)] {
            let work = |(): &mut (), items: Range<usize>| items.collect::<Vec<_>>();
            let all = collect(count, size, || (), work);
            assert_eq!(all.concat(), (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn each_item_is_worked_on_once() {
        for count in [0, 1, 2, 3, 100] {
            let mut items = vec![0; count];
            on_each(&mut items, |item| *item += 1);
            assert_eq!(items, vec![1; count]);
        }
    }

    #[test]
    fn an_error_ends_the_work() {
        let work = |(): &mut (), items: Range<usize>| items.start;
        let taken = in_order(1000, 1, || (), work, |i| if i < 10 { Ok(()) } else { Err(i) });
        assert_eq!(taken, Err(10));
    }

    #[test]
    fn states_are_kept_for_the_next_work() {
        let mut states = Vec::new();
        let work = |seen: &mut usize, items: Range<usize>| {
            *seen += items.len();
        };
        for count in [100, 1, 10] {
            let none = Ok::<(), ()>(());
            assert_eq!(in_order_again(&mut states, count, 1, || 0, work, |()| Ok(())), none);
        }
        assert_eq!(states.iter().sum::<usize>(), 111);
    }
}
