//! Unicode's general categories and scripts: `\pL`, `\p{Greek}`, `\P{^Lu}`.

use super::cursor::Cursor;
use super::error::{Problem, RegexpError};

/// Reads such a class from its backslash on, and writes it for use in brackets. `None` where
/// another escape comes.
pub(super) fn table(cursor: &mut Cursor<'_>) -> Result<Option<String>, RegexpError> {
    let start = cursor.at;
    let negated = match cursor.rest().get(..2) {
        Some("\\p") => false,
        Some("\\P") => true,
        _ => return Ok(None),
    };
    cursor.at += 2;
    let name = name(cursor, start)?;
    let (caret, name) = match name.strip_prefix('^') {
        Some(name) => (true, name),
        None => (false, name),
    };
    match property(name) {
        Some(property) => Ok(Some(written(&property, negated != caret))),
        None => Err(cursor.error(Problem::ClassRange, start)),
    }
}

/// One letter, or what is in braces.
fn name<'e>(cursor: &mut Cursor<'e>, start: usize) -> Result<&'e str, RegexpError> {
    let at = cursor.at;
    match cursor.next() {
        Some('{') => {
            cursor.until("}").ok_or_else(|| cursor.error_to_end(Problem::ClassRange, start))
        }
        _ => Ok(&cursor.expression[at..cursor.at]),
    }
}

/// What the regex crate calls it. Case, underscores, hyphens and spaces in a name don't matter.
fn property(name: &str) -> Option<String> {
    let kept = name.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    let name: String = kept.map(|c| c.to_ascii_lowercase()).collect();
    let known = |list: &str| list.split_ascii_whitespace().any(|known| known == name);
    match () {
        () if known("any assigned ascii") => Some(name),
        () if known(CATEGORIES) => Some(format!("gc={name}")),
        () if known(SCRIPTS) => Some(format!("sc={name}")),
        () => None,
    }
}

fn written(property: &str, negated: bool) -> String {
    match (property, negated) {
        // No text has surrogates in it, and the regex crate doesn't know them.
        ("gc=cs" | "gc=surrogate", _) => written("any", !negated),
        (_, false) => format!(r"\p{{{property}}}"),
        (_, true) => format!(r"\P{{{property}}}"),
    }
}

/// Go's `unicode.Categories` and `unicode.CategoryAliases`.
const CATEGORIES: &str = "
    c cc cf cn co cs l lc ll lm lo lt lu m mc me mn n nd nl no p pc pd pe pf pi po ps s sc sk sm
    so z zl zp zs casedletter closepunctuation combiningmark connectorpunctuation control
    currencysymbol dashpunctuation decimalnumber enclosingmark finalpunctuation format
    initialpunctuation letter letternumber lineseparator lowercaseletter mark mathsymbol
    modifierletter modifiersymbol nonspacingmark number openpunctuation other otherletter
    othernumber otherpunctuation othersymbol paragraphseparator privateuse punctuation separator
    spaceseparator spacingmark surrogate symbol titlecaseletter unassigned uppercaseletter cntrl
    digit punct";

/// Go's `unicode.Scripts`.
const SCRIPTS: &str = "
    adlam ahom anatolianhieroglyphs arabic armenian avestan balinese bamum bassavah batak bengali
    bhaiksuki bopomofo brahmi braille buginese buhid canadianaboriginal carian caucasianalbanian
    chakma cham cherokee chorasmian common coptic cuneiform cypriot cyprominoan cyrillic deseret
    devanagari divesakuru dogra duployan egyptianhieroglyphs elbasan elymaic ethiopic georgian
    glagolitic gothic grantha greek gujarati gunjalagondi gurmukhi han hangul hanifirohingya
    hanunoo hatran hebrew hiragana imperialaramaic inherited inscriptionalpahlavi
    inscriptionalparthian javanese kaithi kannada katakana kawi kayahli kharoshthi
    khitansmallscript khmer khojki khudawadi lao latin lepcha limbu lineara linearb lisu lycian
    lydian mahajani makasar malayalam mandaic manichaean marchen masaramgondi medefaidrin
    meeteimayek mendekikakui meroiticcursive meroitichieroglyphs miao modi mongolian mro multani
    myanmar nabataean nagmundari nandinagari newa newtailue nko nushu nyiakengpuachuehmong ogham
    olchiki oldhungarian olditalic oldnortharabian oldpermic oldpersian oldsogdian oldsoutharabian
    oldturkic olduyghur oriya osage osmanya pahawhhmong palmyrene paucinhau phagspa phoenician
    psalterpahlavi rejang runic samaritan saurashtra sharada shavian siddham signwriting sinhala
    sogdian sorasompeng soyombo sundanese sylotinagri syriac tagalog tagbanwa taile taitham
    taiviet takri tamil tangsa tangut telugu thaana thai tibetan tifinagh tirhuta toto ugaritic
    vai vithkuqi wancho warangciti yezidi yi zanabazarsquare";
