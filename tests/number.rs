//! Reading numbers: as the standard library does.

use proptest::prelude::*;
use watchtrail::number;

fn same(text: &str) {
    let wanted = text.parse::<f64>().ok().filter(|_| !text.contains(['i', 'I', 'n', 'N']));
    assert_eq!(number::parse(text).map(f64::to_bits), wanted.map(f64::to_bits), "{text}");
}

#[test]
fn numbers_are_read_as_written() {
    for text in [
        "0",
        "-0",
        "70",
        "007",
        "+7",
        "-0.5",
        ".5",
        "5.",
        "-.5",
        "+5.",
        "1e3",
        "1E+3",
        "1.5e-7",
        "0.1",
        "99.99999999999999",
        "1e308",
        "1e309",
        "-1e309",
        "1e-400",
        "4.9e-324",
        "2.4e-324",
        "123456789012345678901234567890",
        "00.00",
        "0e0",
    ] {
        same(text);
    }
}

#[test]
fn what_is_no_number_is_not_read() {
    for text in [
        "",
        "+",
        "-",
        ".",
        "e3",
        ".e3",
        "1e",
        "1e+",
        "--1",
        "+-1",
        "1.2.3",
        "1,5",
        "70%",
        " 1",
        "1 ",
        "0x10",
        "1_0",
        "inf",
        "-infinity",
        "NaN",
        "1e1.5",
        "１",
    ] {
        assert_eq!(number::parse(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_as_the_standard_library_does(
        text in "[-+]?[0-9.]{0,20}([eE][-+]?[0-9]{0,3})?",
    ) {
        same(&text);
    }

    #[test]
    fn what_is_printed_is_read_back(bits: u64) {
        let number = f64::from_bits(bits);
        prop_assume!(number.is_finite());
        prop_assert_eq!(number::parse(&number.to_string()).map(f64::to_bits), Some(bits));
        prop_assert_eq!(number::parse(&format!("{number:e}")).map(f64::to_bits), Some(bits));
    }
}
