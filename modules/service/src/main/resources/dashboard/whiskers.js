// Dots with whiskers: one figure a row, its interval, and in words beside it.
import { h, svg } from './dom.js';
import { distinct, interval, number } from './words.js';

const WIDTH = 760;
const LEFT = 235;
const RIGHT = 520;
const ROW = 24;

/**
 * @param rows [{ label, figure, colour, ranks }], ranks: take rank, rankLow, rankHigh instead of value, low, high
 * @param given { title, unit, from, to, mark, marks, digits, reversed }: abscissa's least bounds, where to draw a
 *   line (0 where nothing is said), whether the smallest stands on the right
 */
export function whiskers(rows, given = {}) {
  const { title, unit, mark = 0, marks = [], digits = 2, reversed = false } = given;
  const read = rows.map((row) => ({ ...row, ...reading(row) }));
  if (!read.some((row) => typeof row.value === 'number')) {
    return h('p', { class: 'small' }, `${title ? `${title}: ` : ''}not told, ${distinct(read.map((row) => row.figure?.reason ?? 'no figure')).join('; ')}.`);
  }
  const place = scale(read, given);
  const height = 40 + ROW * rows.length;
  const chart = svg('svg', { class: 'whiskers', viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': `${title ?? ''}: ${read.map((row) => `${row.label} ${words(row, digits)}`).join('; ')}` });
  if (title) chart.append(svg('text', { x: 0, y: 12, class: 'soft' }, title));
  for (const at of place.ticks) {
    chart.append(svg('line', { x1: place(at), y1: 20, x2: place(at), y2: height - 18, stroke: 'var(--line)', 'stroke-width': at === mark ? 0 : 0.6 }),
      svg('text', { x: place(at), y: height - 5, 'text-anchor': 'middle', class: 'soft' }, number(at, place.digits)));
  }
  for (const at of [mark, ...marks]) {
    if (at !== null && place.covers(at)) chart.append(svg('line', { x1: place(at), y1: 18, x2: place(at), y2: height - 18, stroke: 'var(--soft)', 'stroke-dasharray': '4 3' }));
  }
  if (unit) chart.append(svg('text', { x: RIGHT + 16, y: height - 5, class: 'soft' }, `${unit}${reversed ? ', best on the right' : ''}`));
  read.forEach((row, i) => chart.append(...drawRow(row, 32 + ROW * i, place, digits)));
  return h('div', { class: 'chart' }, chart);
}

function reading({ figure, ranks }) {
  const f = figure ?? {};
  const [value, low, high] = ranks ? [f.rank, f.rankLow, f.rankHigh] : [f.value, f.low, f.high];
  return { value, low, high };
}

function words(row, digits) {
  if (typeof row.value !== 'number') return row.figure?.reason ?? 'none';
  return `${number(row.value, digits)} ${interval(row, digits)}, n = ${row.figure.n ?? '–'}${row.figure.proxy ? ', proxy' : ''}`;
}

function scale(rows, { from, to, mark = 0, reversed = false }) {
  const numbers = [...rows.flatMap((row) => [row.value, row.low, row.high]), from, to, mark].filter((v) => typeof v === 'number');
  let [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  if (least === most) [least, most] = [least - 1, most + 1];
  const step = nice((most - least) / 4);
  [least, most] = [Math.floor(least / step + 1e-9) * step, Math.ceil(most / step - 1e-9) * step];
  const share = (v) => (v - least) / (most - least);
  const place = (v) => LEFT + (reversed ? 1 - share(v) : share(v)) * (RIGHT - LEFT);
  place.ticks = Array.from({ length: Math.round((most - least) / step) + 1 }, (_, i) => Number((least + i * step).toPrecision(10)));
  place.digits = Math.max(0, Math.min(4, -Math.floor(Math.log10(step) + 1e-9)));
  if (step / 10 ** Math.floor(Math.log10(step) + 1e-9) === 2.5) place.digits += 1;
  place.covers = (v) => v >= least && v <= most;
  return place;
}

/** 1, 2, 2.5 or 5 times a power of ten. */
export function nice(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].map((m) => m * power).find((step) => step >= rough * 0.999);
}

function drawRow(row, y, place, digits) {
  const stroke = row.colour ?? 'var(--accent)';
  const parts = [svg('text', { x: LEFT - 14, y: y + 4, 'text-anchor': 'end' }, shortened(row.label), svg('title', {}, row.label))];
  if (typeof row.value !== 'number') return [...parts, svg('text', { x: LEFT, y: y + 4, class: 'soft' }, row.figure?.reason ?? 'none')];
  const bounded = typeof row.low === 'number' && typeof row.high === 'number';
  if (bounded) {
    parts.push(svg('line', { x1: place(row.low), y1: y, x2: place(row.high), y2: y, stroke, 'stroke-width': 2 }),
      ...[row.low, row.high].map((v) => svg('line', { x1: place(v), y1: y - 4, x2: place(v), y2: y + 4, stroke, 'stroke-width': 2 })));
  }
  parts.push(svg('circle', { cx: place(row.value), cy: y, r: 4.5, fill: bounded ? stroke : 'var(--card)', stroke, 'stroke-width': 1.6 }, svg('title', {}, `${row.label}: ${words(row, digits)}`)),
    svg('text', { x: RIGHT + 16, y: y + 4 }, words(row, digits)));
  return parts;
}

const shortened = (text) => (text.length > 34 ? `${text.slice(0, 33)}…` : text);
