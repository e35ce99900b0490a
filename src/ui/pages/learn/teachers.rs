//! Links for teachers: put together here, to be given out or put into a page of one's own.

use watchtrail::learn::drill;
use watchtrail::text::Lang;
use watchtrail::view::route::Route;
use watchtrail::view::teach::{Asked, labs};
use yew::prelude::*;

use crate::ui::parts::{Checkbox, Choice, Code, Link, PageHead, Panel, Select, TextInput};
use crate::ui::platform;
use crate::ui::words::use_words;

/// The page.
#[component]
pub fn Page() -> Html {
    let words = use_words();
    let (lab, lang) = (use_state(String::new), use_state(String::new));
    let incident = use_state(String::new);
    let (seed, embed) = (use_state(String::new), use_state(|| false));
    let wrong = !seed.is_empty() && seed.parse::<u64>().is_err();
    let code = drill::Code::parse(&incident);
    let no_drill = (!incident.trim().is_empty() && code.is_none())
        .then(|| words.s("concepts.teach.drill.wrong"));
    // One of them can be begun, and a drill's code is all that it is drawn from.
    let asked = Asked {
        lab: Some((*lab).clone()).filter(|lab| !lab.is_empty() && code.is_none()),
        drill: code,
        seed: seed.parse().ok().filter(|_| code.is_none()),
        lang: Lang::ALL.into_iter().find(|one| one.code() == *lang),
        embed: *embed,
        faults: Vec::new(),
    };
    let base = platform::base_url().unwrap_or_default();
    let all = labs(&words);
    let title = all.iter().find(|(id, _)| asked.lab.as_ref() == Some(id));
    let title = title.map(|(_, title)| title.clone());
    let title =
        title.or_else(|| code.map(|code| words.f("drill.name", &[("code", &code)]).to_string()));
    let title = title.unwrap_or_else(|| words.t("app.name").to_owned());
    let mut lab_choices = vec![Choice::new("", words.s("concepts.teach.no-lab"))];
    lab_choices.extend(all.into_iter().map(|(id, title)| Choice::new(id, title)));
    let langs = vec![
        Choice::new("", words.s("concepts.teach.no-lang")),
        Choice::new("en", "English"),
        Choice::new("ko", "한국어"),
    ];
    let error = wrong.then(|| words.s("concepts.teach.seed.wrong"));
    html! {
        <>
            <PageHead title={words.s("app.page.teachers")} note={words.t("concepts.teach.note")} />
            <Panel title={words.s("concepts.teach.make")}>
                <Select label={words.s("concepts.teach.lab")} value={(*lab).clone()}
                    options={lab_choices} onchange={setter(&lab)} />
                <TextInput label={words.s("concepts.teach.drill")} value={(*incident).clone()}
                    oninput={setter(&incident)} error={no_drill}
                    hint={html! { { words.t("concepts.teach.drill.hint") } }} />
                <TextInput label={words.s("concepts.teach.seed")} value={(*seed).clone()}
                    oninput={setter(&seed)} inputmode="numeric" {error}
                    hint={html! { { words.t("concepts.teach.seed.hint") } }} />
                <Select label={words.s("concepts.teach.lang")} value={(*lang).clone()}
                    options={langs} onchange={setter(&lang)} />
                <Checkbox label={words.s("concepts.teach.embed")} checked={*embed}
                    onchange={setter(&embed)}
                    hint={html! { { words.t("concepts.teach.embed.hint") } }} />
            </Panel>
            <Panel title={words.s("concepts.teach.link")}>
                <Code text={asked.link(&base)} copy=true wrap=true
                    label={words.s("concepts.teach.link")} />
                <p>{ words.t("concepts.teach.frame") }</p>
                <Code text={Asked { embed: true, ..asked }.frame(&base, &title)} copy=true
                    wrap=true label={words.s("concepts.teach.frame")} />
                <p class="hint">{ words.t("concepts.teach.more") }</p>
            </Panel>
            <Panel title={words.s("app.page.make-lab")}>
                <p>{ words.t("make.lead") }</p>
                <Link to={Route::MakeLab}>{ words.t("app.page.make-lab") }</Link>
            </Panel>
        </>
    }
}

fn setter<T: 'static>(state: &UseStateHandle<T>) -> Callback<T> {
    let state = state.clone();
    Callback::from(move |value| state.set(value))
}
