//! Finding things as a person does: by what they are and what they are called.

/// A function body for the page: `arguments` = role, name, number; gives the element or null.
///
/// Only what can be seen counts. An exact name comes before one that merely contains the words.
pub const FIND: &str = r#"
const [role, name, number] = arguments;
const selectors = {
  button: 'button, summary, [role=button]', link: 'a[href], [role=link]',
  checkbox: 'input[type=checkbox], [role=checkbox], [role=switch]',
  radio: 'input[type=radio], [role=radio]', combobox: 'select, [role=combobox]',
  textbox: 'input:not([type]), input[type=text], input[type=search], input[type=email], ' +
    'input[type=number], input[type=datetime-local], textarea, [role=textbox]',
  slider: 'input[type=range], [role=slider]', tab: '[role=tab]', menuitem: '[role^=menuitem]',
  heading: 'h1, h2, h3, h4, [role=heading]', dialog: 'dialog[open], [role=dialog]',
  row: 'tr', cell: 'td, th', table: 'table', region: 'section, [role=region]',
  group: 'fieldset, [role=group], details', status: '[role=status], [role=alert], output',
};
const tidy = (text) => (text || '').replace(/\s+/g, ' ').trim();
const called = (element) => {
  const by = element.getAttribute('aria-labelledby');
  if (by) return by.split(/\s+/).map((id) => document.getElementById(id)?.textContent).join(' ');
  if (element.getAttribute('aria-label')) return element.getAttribute('aria-label');
  if (element.labels?.length) return [...element.labels].map((l) => l.innerText).join(' ');
  if (element.matches('fieldset')) return element.querySelector('legend')?.innerText;
  if (element.matches('table')) return element.caption?.innerText;
  if (element.matches('dialog, section')) return element.querySelector('h1, h2, h3')?.innerText;
  return element.innerText || element.title || element.value;
};
const open = [...document.querySelectorAll('dialog:modal')].pop();
const kind = selectors[role] || role;
const all = [...(open || document).querySelectorAll(kind)];
if (open?.matches(kind)) all.unshift(open);
const seen = all.filter((element) => {
  // A native control may be drawn by its label.
  const shown = element.labels?.[0] && element.matches('[type=checkbox], [type=radio]')
    ? element.labels[0] : element;
  return shown.checkVisibility({ visibilityProperty: true });
});
const exact = seen.filter((element) => tidy(called(element)) === name);
const like = seen.filter((element) => tidy(called(element)).includes(name));
return (exact.length ? exact : like)[number] || null;
"#;

/// Gives the names of what of a role can be seen, for the message when nothing was found.
pub const TEXT: &str = "return document.body.innerText";
