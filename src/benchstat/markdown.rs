//! Tables in GitHub's and GitLab's flavour of Markdown.

use super::format::write_percent;
use super::settings::Settings;
use super::table::{Cell, Table};
use super::warning::Warning;
use crate::benchunit::{Class, Scaler};
use std::collections::HashMap;
use std::io::{self, Write};
