//! Tests in a process of their own, whose environment is known.

use std::any::type_name;
use std::process::Command;

/// Tells a test that it is in such a process.
const INSIDE: &str = "ALLOCGATE_TEST_INSIDE";

/// What keeps the machine's configuration away from git.
pub const NO_CONFIGURATION: [(&str, &str); 2] =
    [("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")];

/// Whether this is such a process.
pub fn is_inside() -> bool {
    std::env::var_os(INSIDE).is_some()
}

/// Runs the body of the test that calls this, where git is not configured.
pub fn scrubbed<F: FnOnce()>(body: F) {
    scrubbed_with(&[], body);
}

/// Likewise, with variables set. A process can't safely set its own: the test runs again, alone.
pub fn scrubbed_with<F: FnOnce()>(variables: &[(&str, &str)], body: F) {
    if is_inside() {
        return body();
    }
    let mut again = Command::new(std::env::current_exe().unwrap());
    for (name, _) in
        std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_"))
    {
        again.env_remove(name);
    }
    again.args([&*name_of::<F>(), "--exact", "--nocapture"]).env(INSIDE, "1");
    let output = again.envs(NO_CONFIGURATION).envs(variables.iter().copied()).output().unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success() && stdout.contains(" 1 passed"), "{stdout}{stderr}");
}

/// The name of the test whose body this is, as the test runner knows it.
fn name_of<F>() -> String {
    let name = type_name::<F>();
    let name = name.strip_suffix("::{{closure}}").expect("a closure in a test");
    name.split_once("::").expect("a test in a module").1.to_owned()
}
