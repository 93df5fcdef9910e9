// Elements. Children are nodes or text, never markup: what they say comes from strangers.

export function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
  return node;
}

export const tag = (text, kind = '') => h('span', { class: `tag ${kind}` }, text);

export const terms = (pairs) => h('dl', {}, pairs.flatMap(([term, value]) => [h('dt', {}, term), h('dd', {}, value)]));

/** Cells are text, nodes, or a td of their own. */
export function table(caption, names, rows) {
  return h('table', {}, h('caption', {}, caption),
    h('thead', {}, h('tr', {}, names.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, rows.map((row) => h('tr', {}, row.map((value) => (value instanceof Element && value.tagName === 'TD' ? value : h('td', {}, value ?? '–')))))));
}

/** Folded away until it is wanted; stays as the reader left it when its panel is drawn again. */
export function fold(element, key, summary, ...children) {
  const open = [...element.querySelectorAll('details[open]')].some((known) => known.dataset.key === key);
  return h('details', { open: open ? '' : null, 'data-key': key }, h('summary', {}, summary), ...children);
}

/** Sets a select's options; what was selected stays. Whether it is selected by the user matters not. */
export function options(select, pairs) {
  const wanted = pairs.map(([value, label]) => [String(value), String(label ?? value)]);
  const text = JSON.stringify(wanted);
  if (select.dataset.options === text) return;
  const before = select.value;
  select.replaceChildren(...wanted.map(([value, label]) => h('option', { value }, label)));
  if (wanted.some(([value]) => value === before)) select.value = before;
  select.dataset.options = text;
}
