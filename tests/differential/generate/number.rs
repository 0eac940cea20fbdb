//! Numbers at the edges of what Go reads as one.

use crate::support::dice::Dice;

const EDGES: [&str; 90] = [
    "0",
    "-0",
    "00012",
    "+5",
    "-3.5",
    ".5",
    "5.",
    ".",
    "1e5",
    "1E+5",
    "1e",
    "1e+",
    "1e-",
    "--1",
    "1.2.3",
    "1,5",
    "abc",
    "12abc",
    "½",
    "١",
    "∞",
    "inf",
    "+Inf",
    "-inf",
    "infinity",
    "-INFINITY",
    "infin",
    "in",
    "nan",
    "NaN",
    "+nan",
    "1_000",
    "1__0",
    "_1",
    "1_",
    "1_.5",
    "1e1_0",
    "0_1",
    "0x1p4",
    "0X1P-4",
    "-0x.8p1",
    "0x1_0p0",
    "0x_1p0",
    "0x1.8",
    "0x10",
    "0x",
    "0xp1",
    "0x1p",
    "0x1p1_0",
    "0x1p-1074",
    "0x1p-1075",
    "0x1.8p-1075",
    "0x1p-99999",
    "0x1p1023",
    "0x1p1024",
    "0x1.fffffffffffff7p1023",
    "0x1.fffffffffffff8p1023",
    "0x1.00000000000008p0",
    "0x1.00000000000018p0",
    "0x0.0000000000000000000000000000001p0",
    "0x123456789abcdef0123456789p-90",
    "0b11",
    "0o17",
    "9223372036854775807",
    "9223372036854775808",
    "922337203685477579",
    "18446744073709551615",
    "18446744073709551616",
    "1e308",
    "1.7976931348623157e308",
    "1.7976931348623159e308",
    "1e999",
    "-1e400",
    "1e-999",
    "5e-324",
    "2e-324",
    "4.9406564584124654e-324",
    "2.2250738585072011e-308",
    "2.2250738585072014e-308",
    "9007199254740993",
    "1e23",
    "1e99999999999",
    "1.00000000000000011102230246251565404236316680908203125",
    "1.00000000000000011102230246251565404236316680908203126",
    "1_2345678901234567890123456789.5_5e-1_0",
    "1.7976931348623158079e308",
    "1.797693134862315808e308",
    "2.4703282292062327208e-324",
    "2.4703282292062328e-324",
    "9007199254740993.0000000000000000000000000000000000001e99999",
];

pub fn odd(dice: &mut Dice) -> String {
    match dice.below(10) {
        0..5 => dice.pick(&EDGES).to_owned(),
        5 => halfway(dice),
        6 => signed(dice, hexadecimal),
        _ => signed(dice, decimal),
    }
}

fn signed(dice: &mut Dice, number: fn(&mut Dice) -> String) -> String {
    let sign = dice.pick(&["", "", "-", "+"]);
    format!("{sign}{}", number(dice))
}

/// The number of iterations.
pub fn odd_iterations(dice: &mut Dice) -> String {
    const ODD: [&str; 24] = [
        "0",
        "-3",
        "+5",
        "007",
        "1e6",
        "1.0",
        "1_000",
        "0x10",
        "-",
        "+",
        "x",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "1234567890123456_789",
        "123456789012345678ab",
        "1234567890123456789.5",
        "0000000000000000000000012",
        "+-1234567890123456789012",
        "18446744073709551615",
        "18446744073709551616",
        "20000000000000000000",
    ];
    dice.pick(&ODD).to_owned()
}

fn digits(dice: &mut Dice, number: usize, base: usize) -> String {
    let digit = |_| char::from_digit(dice.below(base) as u32, base as u32).unwrap();
    (0..number).map(digit).collect()
}

/// Any number of digits, at any magnitude.
fn decimal(dice: &mut Dice) -> String {
    let whole = dice.below(24);
    let fraction = match dice.below(25) {
        0 => 800,
        1..9 => 0,
        _ => dice.below(24),
    };
    let exponent = match dice.below(5) {
        _ if whole < 15 && fraction == 0 => 15 + dice.below(25) as i64,
        0 => dice.below(40) as i64 - 20,
        1 => dice.below(660) as i64 - 350,
        2 => -305 - dice.below(40) as i64,
        _ => 0,
    };
    let (whole, fraction) = (digits(dice, whole + 1, 10), digits(dice, fraction, 10));
    match exponent {
        0 => format!("{whole}.{fraction}"),
        _ => format!("{whole}.{fraction}e{exponent}"),
    }
}

fn hexadecimal(dice: &mut Dice) -> String {
    let (whole, fraction) = (1 + dice.below(3), dice.below(20));
    let exponent = [0, -1074, -1060, 1000, -1022][dice.below(5)] + dice.below(50) as i64;
    let (whole, fraction) = (digits(dice, whole, 16), digits(dice, fraction, 16));
    format!("0x{whole}.{fraction}p{exponent}")
}

/// Half way between two doubles, or next to it.
fn halfway(dice: &mut Dice) -> String {
    let mantissa = 1 << 53 | dice.roll() >> 11 | 1;
    let tail =
        dice.pick(&["", ".0", "._0", ".0000000000000000000000000000_1", "e0", "e-30", "e2_5"]);
    let far = if dice.percent(10) { format!(".{}1", "0".repeat(820)) } else { String::new() };
    format!("{}{far}{tail}", mantissa << dice.below(9))
}
