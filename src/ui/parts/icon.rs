//! Icons: outlines of 16 × 16, drawn in the colour of the text beside them.

use yew::prelude::*;

macro_rules! icons {
    ($($name:ident = $path:literal),+ $(,)?) => {
        /// The icons there are.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum IconKind {
            $(
                #[doc = stringify!($name)]
                $name,
            )+
        }

        impl IconKind {
            fn path(self) -> &'static str {
                match self { $( IconKind::$name => $path, )+ }
            }
        }
    };
}

icons! {
    Check = "M3 8.5 6.5 12 13 4.5",
    Cross = "M4 4l8 8M12 4l-8 8",
    Alert = "M8 2 15 14H1ZM8 6.5v3.5M8 12v.2",
    Info = "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 7.2v4M8 4.8v.2",
    CheckCircle = "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5 8.2 7.2 10.5 11 6",
    CrossCircle = "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8",
    DashCircle = "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5 8h6",
    DotsCircle = "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5 8h.2M8 8h.2M11 8h.2",
    Clock = "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 4.5V8l2.5 1.5",
    Stop = "M4 4h8v8H4Z",
    Play = "M5 3.2v9.6L12.6 8Z",
    Pause = "M5.5 3.5v9M10.5 3.5v9",
    Next = "M3.5 3.5v9L9.5 8ZM12.5 3.5v9",
    Undo = "M6 3 2.5 6.5 6 10M2.5 6.5H10a3.5 3.5 0 0 1 0 7H7",
    Redo = "M10 3l3.5 3.5L10 10M13.5 6.5H6a3.5 3.5 0 0 0 0 7h3",
    Refresh = "M13.5 3v3.5H10M13.2 6.5A5.6 5.6 0 1 0 13.6 9",
    Copy = "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
    Download = "M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
    Down = "M4 6l4 4 4-4",
    Right = "M6 4l4 4-4 4",
    Left = "M10 4 6 8l4 4",
    Bars = "M2.5 4h11M2.5 8h11M2.5 12h11",
    Terminal = "M2 3h12v10H2ZM4.5 6l2 2-2 2M8.5 10.5h3",
    Globe = "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM1.5 8h13M8 1.5c-4 4-4 9 0 13M8 1.5c4 4 \
        4 9 0 13",
    User = "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 14a5.5 5.5 0 0 1 11 0",
    Share = "M11.5 5.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM4.5 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM11.5 14.5 \
        a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM6.3 7.1l3.4-2.2M6.3 8.9l3.4 2.2",
    Sun = "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1 \
        M3 13l1-1M12 4l1-1",
    Moon = "M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3Z",
    Contrast = "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 1.5v13M8 5h5.5M8 8h6.4M8 11h5.5",
    Plus = "M8 3v10M3 8h10",
    Search = "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3l3.2 3.2",
    Bell = "M4 11V7a4 4 0 0 1 8 0v4l1.5 1.5h-11ZM6.8 14.5h2.4",
    Flag = "M3.5 14.5v-13M3.5 2.5h8.5l-2 3 2 3H3.5",
    Lock = "M4 7h8v6.5H4ZM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
    Bulb = "M6 11.5h4M6.5 14h3M6 11.5c0-1.5-2-2.4-2-5a4 4 0 0 1 8 0c0 2.6-2 3.5-2 5",
    Arrow = "M2.5 8h11M9.5 4l4 4-4 4",
    Gear = "M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l \
        1.4 1.4M11.2 11.2l1.4 1.4M3.4 12.6l1.4-1.4M11.2 4.8l1.4-1.4",
}

/// What an [`Icon`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct IconProps {
    /// Which.
    pub kind: IconKind,
}

/// An icon. It says nothing to a screen reader: the text beside it does.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"
            focusable="false">
            <path d={props.kind.path()} />
        </svg>
    }
}
