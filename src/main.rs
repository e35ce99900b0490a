//! The two programs over the library: the page (wasm32) and the command line (native).

#[cfg(target_arch = "wasm32")]
mod ui;

#[cfg(target_arch = "wasm32")]
fn main() {
    ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use std::io::{stderr, stdin, stdout};

    let mut io = watchtrail::native::Io {
        stdin: &mut stdin().lock(),
        stdout: &mut stdout().lock(),
        stderr: &mut stderr().lock(),
    };
    watchtrail::native::main(std::env::args_os().skip(1), &mut io).into()
}
