//! Markdown as elements: never as HTML of its own.

use watchtrail::view::dashboards::markdown::{Block, Span, plain};
use yew::prelude::*;

/// The blocks of a text.
pub fn html(blocks: &[Block]) -> Html {
    html! { <>{ for blocks.iter().map(block) }</> }
}

fn block(block: &Block) -> Html {
    match block {
        // The widget's own heading is of the second level.
        Block::Heading(1, line) => html! { <h3>{ spans(line) }</h3> },
        Block::Heading(2, line) => html! { <h4>{ spans(line) }</h4> },
        Block::Heading(_, line) => html! { <h5>{ spans(line) }</h5> },
        Block::Paragraph(line) => html! { <p>{ spans(line) }</p> },
        Block::List(numbered, items) => {
            let items = items.iter().map(|item| html! { <li>{ spans(item) }</li> });
            if *numbered {
                html! { <ol>{ for items }</ol> }
            } else {
                html! { <ul>{ for items }</ul> }
            }
        }
        Block::Table(head, rows) => {
            // Where a table has no room for its head, each cell says what it is of.
            let labels: Vec<String> = head.iter().map(|cell| plain(cell)).collect();
            let head = head.iter().map(|cell| html! { <th scope="col">{ spans(cell) }</th> });
            let cell = |(place, cell): (usize, &Vec<Span>)| {
                html! { <td data-label={labels.get(place).cloned()}>{ spans(cell) }</td> }
            };
            let row = |row: &Vec<Vec<Span>>| {
                html! { <tr>{ for row.iter().enumerate().map(cell) }</tr> }
            };
            html! {
                <div class="table-wrap">
                    <table class="table">
                        <thead><tr>{ for head }</tr></thead>
                        <tbody>{ for rows.iter().map(row) }</tbody>
                    </table>
                </div>
            }
        }
        Block::Code(text) => html! { <pre tabindex="0"><code>{ text.clone() }</code></pre> },
        Block::Rule => html! { <hr /> },
    }
}

fn spans(all: &[Span]) -> Html {
    let one = |span: &Span| match span {
        Span::Text(text) => html! { text.clone() },
        Span::Strong(text) => html! { <strong>{ text.clone() }</strong> },
        Span::Emphasis(text) => html! { <em>{ text.clone() }</em> },
        Span::Code(text) => html! { <code>{ text.clone() }</code> },
        Span::Link(text, to) if to.starts_with('#') => {
            html! { <a href={to.clone()}>{ text.clone() }</a> }
        }
        Span::Link(text, to) => html! {
            <a href={to.clone()} target="_blank" rel="noopener noreferrer">{ text.clone() }</a>
        },
    };
    html! { <>{ for all.iter().map(one) }</> }
}
