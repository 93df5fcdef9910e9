// What all panels of the report share. A panel is { id, title, lead, draw }, where draw(report, element)
// shows the report in the element, again and again as reports come.
import { h, options } from './dom.js';

const drawn = new WeakMap();

/**
 * The choices of a panel, which outlive its drawing.
 * @param wanted name to { label, options: [[value, label]] }
 * @param draw the panel's, called again when the reader chooses
 * @returns name to the chosen value
 */
export function choices(report, element, draw, wanted) {
  drawn.set(element, report);
  const bar = part(element, 'bar');
  const chosen = {};
  for (const [name, { label, options: pairs }] of Object.entries(wanted)) {
    let select = bar.querySelector(`select[name="${name}"]`);
    if (!select) {
      select = h('select', { name });
      select.addEventListener('change', () => draw(drawn.get(element), element));
      bar.append(h('label', {}, `${label} `, select));
    }
    options(select, pairs);
    select.parentElement.hidden = pairs.length < 2;
    chosen[name] = select.value;
  }
  return chosen;
}

/** Replaces what the panel shows below its choices. */
export function show(element, ...children) {
  element.querySelector(':scope > .waiting')?.remove();
  part(element, 'shown').replaceChildren(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
}

function part(element, name) {
  const found = element.querySelector(`:scope > .${name}`);
  if (found) return found;
  const made = h('div', { class: name });
  if (name === 'bar') element.prepend(made);
  else element.append(made);
  return made;
}

/** One line under a chart: what it is made of. */
export const basis = (...texts) => h('p', { class: 'basis' }, texts.filter(Boolean).join(' · '));

/**
 * Why there is nothing to see: in the report's words where it has any, and what a study must vary.
 * @param names of figures, as protocol.missing begins its lines
 */
export function nothing(report, names, needs) {
  const why = report.protocol.missing.filter((line) => line.split(':')[0].split(/,\s*/).some((name) => names.includes(name)));
  const awaited = report.provisional && why.length === 0 ? ['not evaluated yet'] : [];
  return h('p', { class: 'waiting' }, `Nothing to show: ${[...why, ...awaited].join('; ') || 'the study does not vary it'}. To see it, a study must ${needs}.`);
}

/** Range of a count over figures: "6" or "4 to 6". */
export function counts(figures) {
  const all = figures.map((f) => f?.n).filter((n) => typeof n === 'number');
  if (!all.length) return '–';
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return least === most ? String(least) : `${least} to ${most}`;
}

/** How intervals came about, in a few words. */
export function protocolLine(report) {
  const { protocol } = report;
  return `95 % intervals from ${protocol.replicates} replicates; seeds ${protocol.seeds.join(', ') || '–'}${protocol.finalStep === undefined ? '' : `; declared final step ${protocol.finalStep}`}`;
}
