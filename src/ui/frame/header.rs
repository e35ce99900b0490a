//! The header: what is open, where, as whom, in which language.

use watchtrail::sim::{Region, Who};
use watchtrail::text::Lang;
use watchtrail::view::format;
use watchtrail::view::organizations::switch::Seat;
use watchtrail::view::route::{DrillPage, Route};
use yew::prelude::*;

use super::{FrameModel, Sitting};
use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::look::Theme;
use crate::ui::parts::{Button, ButtonKind, Icon, IconKind, Link, Menu, MenuItem, WHO_MENU};
use crate::ui::words::{Words, use_words};

/// What [`Header`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct HeaderProps {
    /// What it shows.
    pub model: FrameModel,
}

/// The header.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    if model.embed {
        return slim(model, &words, &ctl);
    }
    html! {
        <header class="header">
            <Link to={Route::Home} class="brand">
                <Logo />
                <span>{ words.t("app.name") }</span>
            </Link>
            { sitting(&model.sitting, &words) }
            <span class="header-space"></span>
            { regions(model, &words, &ctl) }
            { account(model, &words, &ctl) }
            { language(model, &words, &ctl) }
            { theme(model, &words, &ctl) }
            if let Some(to) = &model.concept {
                <Link to={to.clone()} class="btn btn-quiet">
                    <Icon kind={IconKind::Info} />
                    <span class="header-text">{ words.t("app.header.concept") }</span>
                </Link>
            }
            <Button kind={ButtonKind::Quiet} icon={IconKind::Share}
                onclick={ctl.on(Msg::Share(true))}>
                <span class="header-text">{ words.t("app.header.share") }</span>
            </Button>
            { terminal(model, &words, &ctl) }
        </header>
    }
}

/// What a learner cannot do without in a page of somebody else's.
fn slim(model: &FrameModel, words: &Words, ctl: &Ctl) -> Html {
    html! {
        <header class="header header-slim">
            <span class="header-space"></span>
            { regions(model, words, ctl) }
            { account(model, words, ctl) }
            { terminal(model, words, ctl) }
        </header>
    }
}

fn terminal(model: &FrameModel, words: &Words, ctl: &Ctl) -> Html {
    html! {
        <Button kind={ButtonKind::Quiet} icon={IconKind::Terminal}
            pressed={Some(model.terminal)} onclick={ctl.on(Msg::Terminal(None))}>
            <span class="header-text">{ words.t("app.header.terminal") }</span>
        </Button>
    }
}

/// The mark before the name: a trail that rises over a threshold.
#[component]
fn Logo() -> Html {
    html! {
        <svg class="logo" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"
            focusable="false">
            <rect width="24" height="24" rx="6" />
            <path class="logo-line" d="M3.5 10.5h17" />
            <path class="logo-trail" d="M3.5 17l4-1.5 3.5 1 4-9 2.5 4 3-1.5" />
        </svg>
    }
}

fn sitting(sitting: &Sitting, words: &Words) -> Html {
    let (text, to) = match sitting {
        Sitting::Sandbox => (words.t("app.header.session.sandbox").to_owned(), Route::Home),
        Sitting::Lab(id) => {
            let key = format!("lab-{id}.title");
            let title = if words.has(&key) { words.t(&key) } else { id.as_str() };
            let text = words.fill("app.header.session.lab", &[("title", &title)]);
            (text, Route::Lab(id.to_string()))
        }
        Sitting::Drill(code) => {
            let text = words.fill("app.header.session.drill", &[("code", code)]);
            (text, Route::Drills(DrillPage::Choose))
        }
    };
    html! { <Link {to} class="sitting">{ text }</Link> }
}

fn regions(model: &FrameModel, words: &Words, ctl: &Ctl) -> Html {
    let item = |region: Region| {
        let ctl = ctl.clone();
        let go = Callback::from(move |()| ctl.send(Msg::Region(region)));
        let item = MenuItem::new(region.name(), go).note(region.code());
        item.checked(region == model.region)
    };
    let city = model.region.name().split_once('(').map(|(_, city)| city.trim_end_matches(')'));
    let city = city.unwrap_or(model.region.name());
    html! {
        <div class="header-region">
            <Menu kind={ButtonKind::Quiet} label={city}
                name={format!("{}: {city}", words.t("app.header.region"))}
                items={Region::all().map(item).collect::<Vec<_>>()} />
        </div>
    }
}

fn account(model: &FrameModel, words: &Words, ctl: &Ctl) -> Html {
    let item = |who: &Who| {
        let (ctl, to) = (ctl.clone(), who.clone());
        let go = Callback::from(move |()| ctl.send(Msg::SignIn(to.clone())));
        let name = display(who, words);
        let text = words.fill("app.header.sign-in", &[("who", &name)]);
        let item = MenuItem::new(text, go).checked(*who == model.who);
        match who {
            Who::Root => item.note(words.s("app.header.root.note")),
            _ => item,
        }
    };
    let mut items: Vec<MenuItem> = model.people.iter().map(item).collect();
    let to_form = {
        let ctl = ctl.clone();
        Callback::from(move |()| ctl.send(Msg::Go(Route::SwitchRole(None))))
    };
    items.push(MenuItem::new(words.s("app.page.switch-role"), to_form));
    if let Some(seat) = &model.seat {
        return switched(seat, items, words, ctl);
    }
    let who = display(&model.who, words);
    let account = format::account(&model.account);
    let label = words.fill("app.header.who", &[("who", &who), ("account", &account)]);
    let name = format!("{}: {label}", words.t("app.header.account"));
    html! {
        <Menu id={WHO_MENU} kind={ButtonKind::Quiet} icon={IconKind::User} {name} {label} {items} />
    }
}

/// The menu while the console is switched to a role: role and account in its button, the way back
/// first of its items.
fn switched(seat: &Seat, mut items: Vec<MenuItem>, words: &Words, ctl: &Ctl) -> Html {
    let back = {
        let ctl = ctl.clone();
        Callback::from(move |()| ctl.send(Msg::SwitchBack))
    };
    let text = words.f("app.header.switch-back", &[("who", &seat.from)]);
    items.insert(0, MenuItem::new(text, back));
    let account = match &seat.name {
        Some(name) => format!("{} ({name})", seat.account),
        None => seat.account.clone(),
    };
    let args: [(&str, &dyn std::fmt::Display); 2] = [("role", &seat.role), ("account", &account)];
    let label = words.fill("app.header.seat", &args);
    let name = words.f("app.header.seat.name", &args);
    html! {
        <div class="header-seat">
            <Menu id={WHO_MENU} kind={ButtonKind::Quiet} icon={IconKind::Arrow} {name} {label}
                {items} />
        </div>
    }
}

fn display(who: &Who, words: &Words) -> String {
    match who {
        Who::Root => words.t("app.header.root").to_owned(),
        who => who.profile().to_owned(),
    }
}

/// The other language, in that language's own words: who cannot read this one can read that.
fn language(model: &FrameModel, words: &Words, ctl: &Ctl) -> Html {
    let other = match model.look.lang {
        Lang::En => Lang::Ko,
        Lang::Ko => Lang::En,
    };
    html! {
        <button type="button" class="btn btn-quiet" lang={other.code()}
            title={words.s("app.header.lang.name")} onclick={ctl.on(Msg::Lang(other))}>
            <Icon kind={IconKind::Globe} />
            <span>{ words.t("app.header.lang") }</span>
        </button>
    }
}

fn theme(model: &FrameModel, words: &Words, ctl: &Ctl) -> Html {
    let text = |theme: Theme| words.s(&format!("app.header.theme.{}", theme.code()));
    let item = |theme: Theme| {
        let ctl = ctl.clone();
        let go = Callback::from(move |()| ctl.send(Msg::Theme(theme)));
        MenuItem::new(text(theme), go).checked(theme == model.look.theme)
    };
    let icon = match model.look.theme {
        Theme::System => IconKind::Contrast,
        Theme::Light => IconKind::Sun,
        Theme::Dark => IconKind::Moon,
    };
    let name = format!("{}: {}", words.t("app.header.theme"), text(model.look.theme));
    html! {
        <div class="header-theme">
            <Menu kind={ButtonKind::Quiet} {icon} {name} label=""
                items={Theme::ALL.into_iter().map(item).collect::<Vec<_>>()} />
        </div>
    }
}
