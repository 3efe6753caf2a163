//! A program that does nothing but print its arguments.

fn main() {
    for argument in std::env::args().skip(1) {
        println!("{argument}");
    }
}
