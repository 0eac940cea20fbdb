use super::layout::{Layout, Place, WIDTH};
use crate::hidden::visible;
use crate::pprof::frames::Frame;
use crate::pprof::sides::Sides;
use crate::pprof::tree::Tree;
use crate::symbol::short;
use crate::xml;
use std::fmt::Write;

/// Pixels of a level, of a line of captions, and around all.
const LEVEL: f64 = 17.0;
const CAPTION: f64 = 20.0;
const MARGIN: f64 = 10.0;
/// Of a character: the font has one width.
const CHARACTER: f64 = 6.7;

/// Frames keep their light ground, with dark text, where all else is dark.
const STYLE: &str = "text{font:11px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#1a1a1a}\
.c{font-size:13px}.n{fill:#666}.g{fill:#fff}rect{stroke-width:.5}g rect{stroke:#fff}g:hover rect{stroke:#000}\
@media(prefers-color-scheme:dark){.g{fill:#16181c}.c{fill:#eee}.n{fill:#aaa}g rect{stroke:#16181c}g:hover rect{stroke:#fff}}";

pub(super) fn write(
    tree: &Tree,
    layout: &Layout,
    sites: &[Frame],
    unit: &str,
    captions: &[String],
) -> Vec<u8> {
    let top = MARGIN + CAPTION * captions.len() as f64;
    let bottom = top + LEVEL * layout.levels as f64 + MARGIN;
    let note = note(layout);
    let room = if note.is_some() { CAPTION } else { 0.0 };
    let (width, height) = (WIDTH + 2.0 * MARGIN, bottom + room);
    let totals = tree.totals();
    let most = layout.boxes.iter().map(|place| growth(totals[place.node as usize]));
    let most = most.fold(0.0, |most: f64, growth| most.max(growth.abs()));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n<style>{STYLE}</style>\n\
         <rect class=\"g\" width=\"100%\" height=\"100%\"/>\n"
    );
    for (line, caption) in captions.iter().enumerate() {
        let y = MARGIN + CAPTION * line as f64 + 10.0;
        text(&mut out, "c", MARGIN, y, caption);
    }
    for place in &layout.boxes {
        let sides = totals[place.node as usize];
        let shown = Shown { site: &sites[tree.label(place.node) as usize], sides, unit };
        shown.write(&mut out, place, bottom - MARGIN, most);
    }
    if let Some(note) = note {
        text(&mut out, "n", MARGIN, bottom + 6.0, &note);
    }
    out.push_str("</svg>\n");
    out.into_bytes()
}

/// What the picture doesn't show.
fn note(layout: &Layout) -> Option<String> {
    match layout.left_out {
        0 if layout.boxes.is_empty() => Some("nothing to draw: there are no samples".to_owned()),
        0 => None,
        1 => Some("left out: 1 frame too narrow or too high to be seen".to_owned()),
        more => Some(format!("left out: {more} frames too narrow or too high to be seen")),
    }
}

fn growth(sides: Sides) -> f64 {
    sides.growth() as f64
}

fn text(out: &mut String, class: &str, x: f64, y: f64, words: &str) {
    let words = escaped(words);
    put(out, format_args!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{words}</text>\n"));
}

/// Writing into a string can't fail.
fn put(out: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(what);
}

/// A frame as it is drawn.
struct Shown<'a> {
    site: &'a Frame,
    sides: Sides,
    unit: &'a str,
}

impl Shown<'_> {
    /// `ground` is where the lowest level ends, `most` the growth of the strongest colour.
    fn write(&self, out: &mut String, place: &Place, ground: f64, most: f64) {
        let (x, y) = (MARGIN + place.x, ground - LEVEL * place.level as f64);
        let (width, height) = (place.width, LEVEL - 1.0);
        let fill = colour(growth(self.sides), most);
        let title = escaped_lines(&self.title());
        put(
            out,
            format_args!(
                "<g><title>{title}</title><rect x=\"{x:.2}\" y=\"{y:.1}\" width=\"{width:.2}\" \
                 height=\"{height}\" fill=\"{fill}\"/>"
            ),
        );
        if let Some(label) = fitted(&self.label(), width - 6.0) {
            let (x, y) = (x + 3.0, y + 12.0);
            put(out, format_args!("<text x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(&label)));
        }
        out.push_str("</g>\n");
    }

    fn label(&self) -> String {
        match self.site.line {
            0 => short(&self.site.name).to_owned(),
            line => format!("{}:{line}", short(&self.site.name)),
        }
    }

    fn title(&self) -> [String; 3] {
        let Frame { name, file, line } = self.site;
        let place = match (&**file, line) {
            ("", _) => String::new(),
            (file, 0) => file.to_owned(),
            (file, line) => format!("{file}:{line}"),
        };
        let Sides { baseline, candidate } = self.sides;
        let growth = self.sides.growth();
        [cut(name), cut(&place), format!("{baseline} → {candidate} {} ({growth:+})", self.unit)]
    }
}

/// A name can be of any length, and is there once for each frame.
const LONGEST: usize = 1000;

fn cut(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// From white over red, or over blue, by how much of the greatest growth it is.
fn colour(growth: f64, most: f64) -> String {
    if growth == 0.0 || most == 0.0 {
        return "#dcdcdc".to_owned();
    }
    // A little is seen to be a little, and not nothing.
    let part = 0.12 + 0.88 * (growth.abs() / most);
    let fade = |least: f64| (246.0 - (246.0 - least) * part) as u8;
    let (own, green, other) = (250, fade(110.0), fade(90.0));
    match growth > 0.0 {
        true => format!("#{own:02x}{green:02x}{other:02x}"),
        false => format!("#{other:02x}{:02x}{own:02x}", fade(150.0)),
    }
}

/// As much of a name as fits into a width; nothing if that says nothing.
fn fitted(name: &str, width: f64) -> Option<String> {
    let most = (width / CHARACTER) as usize;
    match name.char_indices().nth(most) {
        None => Some(name.to_owned()),
        Some(_) if most < 4 => None,
        Some(_) => Some(name.chars().take(most - 1).chain(['…']).collect()),
    }
}

/// Text that XML takes and that shows all it holds.
fn escaped(text: &str) -> String {
    xml::escaped(&visible(text))
}

fn escaped_lines(lines: &[String]) -> String {
    let lines = lines.iter().filter(|line| !line.is_empty()).map(|line| escaped(line));
    lines.collect::<Vec<_>>().join("\n")
}
