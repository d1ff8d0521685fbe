use std::io::Write;

struct Pair<T>(T);

trait Show {
    fn show(&self);
}

impl<T: std::fmt::Debug> Show for Pair<T> {
    #[inline(never)]
    fn show(&self) {
        std::io::stderr().write_all(b"r").unwrap();
    }
}

fn main() {
    let b: Box<dyn Show> = Box::new(Pair(3u8));
    b.show();
    let f = |x: u32| Pair(x).show();
    f(3);
}
