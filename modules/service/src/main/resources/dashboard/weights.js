// Finding 4, the adversarial weight: what comes out at each weight, and the smallest that harms.
import { fold, h, svg, table } from './dom.js';
import { basis, choices, counts, nothing, protocolLine, show } from './panel.js';
import { nice } from './whiskers.js';
import { colour, distinct, figure, metricColour, number } from './words.js';

export const weightsPanel = {
  id: 'weights',
  title: '4b · How much adversarial weight is too much?',
  lead: 'Mean score of the outputs at each weight of the adversarial term, less that at weight 0, with intervals that hold over the whole sweep at once. The weight harms from where the whole interval lies below 0.',
  draw,
};

const MEAN = 'mean over metrics';

function draw(report, element) {
  const { weightCurves: all } = report;
  if (!all?.length) {
    show(element, nothing(report, ['harmWeight', 'weightCurves'], 'sweep the adversarial weight (sweeps: a setting and at least two weights)'));
    return;
  }
  const families = distinct(all.map((c) => c.family)).sort((a, b) => (b === report.protocol.headline) - (a === report.protocol.headline));
  const chosen = choices(report, element, draw, {
    family: { label: 'Judges', options: families.map((f) => [f]) },
    metric: { label: 'Metric', options: [['', MEAN], ...distinct(all.map((c) => c.metric)).map((m) => [m])] },
  });
  const curves = all.filter((c) => c.family === chosen.family && (c.metric ?? '') === chosen.metric);
  show(element,
    h('div', { class: 'cards' }, curves.map((curve) => h('article', { class: 'card' },
      h('h3', {}, `${curve.setting} (${curve.level}, ${curve.backbone})`), h('p', { class: 'small' }, harm(report, curve)), chart(curve)))),
    fold(element, 'weights', 'As a table', table('Over weight 0, in SD of the judges', ['setting', 'family', 'metric', 'weight', 'over weight 0'],
      all.flatMap((c) => c.points.map((p) => [c.setting, c.family, c.metric ?? MEAN, String(p.weight), h('td', {}, figure(p.overNone))])))),
    basis(`n = ${counts(curves.flatMap((c) => c.points.map((p) => p.overNone)))} images`, 'simultaneous over each sweep', protocolLine(report)));
}

function harm(report, curve) {
  const said = report.harmWeight.find((w) => w.setting === curve.setting && w.family === curve.family && w.metric === curve.metric);
  if (!said) return 'No word on harm yet.';
  return typeof said.weight === 'number' ? `Harms from weight ${said.weight}.` : `None up to ${said.upTo} harms with certainty.`;
}

const WIDTH = 560;
const HEIGHT = 240;
const LEFT = 60;

/** Weights stand at equal distances: they are chosen on no one scale. */
function chart({ points, metric }) {
  const values = points.flatMap((p) => [p.overNone.value, p.overNone.low, p.overNone.high]).filter((v) => typeof v === 'number');
  const step = nice(((Math.max(0, ...values) - Math.min(0, ...values)) || 1) / 4);
  const [least, most] = [Math.floor(Math.min(0, ...values) / step) * step, Math.ceil(Math.max(0, ...values) / step) * step || step];
  const y = (v) => 14 + ((most - v) / (most - least)) * (HEIGHT - 56);
  const x = (i) => LEFT + 24 + (i * (WIDTH - LEFT - 48)) / Math.max(1, points.length - 1);
  const stroke = metric ? metricColour(metric) : colour(0);
  const ticks = Array.from({ length: Math.round((most - least) / step) + 1 }, (_, i) => Number((least + i * step).toPrecision(10)));
  const known = points.map((p, i) => ({ ...p.overNone, weight: p.weight, x: x(i) }));
  const line = known.filter((p) => typeof p.value === 'number').map((p) => `${p.x},${y(p.value)}`).join(' ');
  return svg('svg', { class: 'curve', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': known.map((p) => `weight ${p.weight}: ${figure(p).filter((part) => typeof part === 'string').join('')}`).join('; ') },
    ticks.map((at) => [svg('line', { x1: LEFT, y1: y(at), x2: WIDTH, y2: y(at), stroke: at === 0 ? 'var(--soft)' : 'var(--line)', 'stroke-dasharray': at === 0 ? '4 3' : null }),
      svg('text', { x: LEFT - 6, y: y(at) + 4, 'text-anchor': 'end', class: 'soft' }, number(at))]),
    svg('polyline', { points: line, fill: 'none', stroke, 'stroke-width': 1.5, 'stroke-opacity': 0.6 }),
    known.map((p) => [
      svg('text', { x: p.x, y: HEIGHT - 22, 'text-anchor': 'middle', class: 'soft' }, String(p.weight)),
      typeof p.low === 'number' ? svg('line', { x1: p.x, y1: y(p.low), x2: p.x, y2: y(p.high), stroke, 'stroke-width': 2 }) : null,
      typeof p.value === 'number' ? svg('circle', { cx: p.x, cy: y(p.value), r: 4.5, fill: typeof p.low === 'number' ? stroke : 'var(--card)', stroke }, svg('title', {}, `weight ${p.weight}: ${figure(p).filter((part) => typeof part === 'string').join('')}`)) : null,
    ]),
    svg('text', { x: (LEFT + WIDTH) / 2, y: HEIGHT - 4, 'text-anchor': 'middle', class: 'soft' }, 'weight of the adversarial term; ordinate: SD of the judges over weight 0'));
}
