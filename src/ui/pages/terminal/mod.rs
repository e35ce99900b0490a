//! The terminal: what was printed, and a line to type.

mod line;

use std::rc::Rc;

use watchtrail::view::terminal::{Entry, prompt};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::Shown;
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{Button, ButtonKind, CopyButton, IconKind};
use crate::ui::words::{Words, use_words};
use line::Line;

/// The terminal of what is shown.
pub fn of(shown: &Shown<'_>, alone: bool) -> Html {
    let screen = shown.screen;
    let running = screen.running().map(|text| AttrValue::from(text.to_owned()));
    html! {
        <Terminal prompt={prompt(&shown.session.who())} entries={screen.entries().clone()}
            history={screen.history().clone()} {running} {alone} />
    }
}

/// What the terminal is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// `jiwoo@cloudshell:~$`.
    pub prompt: AttrValue,
    /// What was typed and printed.
    pub entries: Rc<Vec<Rc<Entry>>>,
    /// What was typed, for the arrow keys.
    pub history: Rc<Vec<String>>,
    /// What runs now.
    pub running: Option<AttrValue>,
    /// Whether it is a page of its own.
    #[prop_or_default]
    pub alone: bool,
}

/// The terminal.
#[component]
pub fn Terminal(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let log = use_node_ref();
    {
        let log = log.clone();
        let last = props.entries.last().map(|entry| entry.id);
        use_effect_with((last, props.running.clone()), move |_| {
            if let Some(log) = log.cast::<HtmlElement>() {
                log.set_scroll_top(log.scroll_height());
            }
        });
    }
    let text: String = props.entries.iter().map(|entry| plain(entry)).collect();
    html! {
        <div class={classes!("terminal", props.alone.then_some("terminal-alone"))}>
            <div class="terminal-bar">
                if props.alone {
                    <h1 id="page-title" class="terminal-title" tabindex="-1">
                        { words.t("terminal.title") }
                    </h1>
                } else {
                    <span class="terminal-title">{ words.t("terminal.title") }</span>
                }
                <span class="terminal-hint">{ words.t("terminal.hint") }</span>
                <div class="actions">
                    if props.running.is_some() {
                        <Button small=true icon={IconKind::Stop} onclick={ctl.on(Msg::Interrupt)}>
                            { words.t("terminal.stop") }
                        </Button>
                    }
                    <CopyButton {text} label={words.s("terminal.copy")} />
                    <Button small=true
                        onclick={ctl.on(Msg::ClearTerminal)}>{ words.t("terminal.clear") }</Button>
                    if !props.alone {
                        <Button small=true kind={ButtonKind::Quiet} icon={IconKind::Cross}
                            label={words.s("terminal.close")}
                            onclick={ctl.on(Msg::Terminal(Some(false)))} />
                    }
                </div>
            </div>
            <div class="terminal-log" role="log" aria-live="polite" tabindex="0" ref={log}
                aria-label={words.s("terminal.log")}>
                if props.entries.is_empty() && props.running.is_none() {
                    <p class="terminal-welcome">{ words.t("terminal.welcome") }</p>
                }
                { for props.entries.iter().map(|entry| draw(entry, &words)) }
                if let Some(running) = &props.running {
                    <div class="terminal-entry">
                        { typed(&props.prompt, running) }
                        <p class="terminal-running"><span class="spinner" aria-hidden="true"></span>
                            { words.t("terminal.running") }</p>
                    </div>
                }
            </div>
            <Line prompt={props.prompt.clone()} history={props.history.clone()}
                busy={props.running.is_some()} />
        </div>
    }
}

fn draw(entry: &Entry, words: &Words) -> Html {
    let exit = (entry.exit != 0).then(|| words.f("terminal.exit", &[("exit", &entry.exit)]));
    html! {
        <div class="terminal-entry" key={entry.id}>
            { typed(&entry.prompt, &entry.command) }
            if !entry.stdout.is_empty() {
                <pre class="terminal-out">{ entry.stdout.clone() }</pre>
            }
            if !entry.stderr.is_empty() {
                <pre class="terminal-err">{ entry.stderr.clone() }</pre>
            }
            if let Some(exit) = exit {
                <p class="terminal-exit">{ exit }</p>
            }
        </div>
    }
}

fn typed(prompt: &str, command: &str) -> Html {
    html! {
        <div class="terminal-typed">
            <span class="terminal-prompt">{ prompt.to_owned() }</span>
            <pre>{ command.to_owned() }</pre>
        </div>
    }
}

fn plain(entry: &Entry) -> String {
    format!("{} {}\n{}{}", entry.prompt, entry.command, entry.stdout, entry.stderr)
}
