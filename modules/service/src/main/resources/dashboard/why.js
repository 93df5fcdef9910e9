// Why training goes as it goes: what runs were diagnosed with, beside the ranks that came of it.
import { fold, h, svg, table } from './dom.js';
import { basis, choices, counts, nothing, show } from './panel.js';
import { nice } from './whiskers.js';
import { colour, distinct, figure, metricColour, number, settingName } from './words.js';

export const whyPanel = {
  id: 'why',
  title: '5 · Why?',
  lead: 'Measured in training, on a step’s own batch: where the fidelity’s gradient comes from, how large it is at the output beside the others and '
    + 'whether the adversarial one pulls with it (cosine above 0) or against it, and how the discriminator stands. A line a metric, mean over seeds; '
    + 'whiskers: 95 % over seeds, cut off at the chart’s edge.',
  draw,
};

const CHARTS = [
  { title: 'Norm of the weighted losses’ gradients at the output', names: { grad_norm_fid: 'fidelity', grad_norm_gan: 'adversarial', grad_norm_pix: 'L1' }, log: true },
  { title: 'Cosine of the fidelity’s and the adversarial gradient', names: { grad_cosine: 'cosine' }, from: -1, to: 1 },
  { title: 'Share of DISTS’s gradient by term', names: { fid_share_s1: 'S1, means', fid_share_s2: 'S2, covariances' }, from: 0, to: 1 },
  { title: 'Discriminator’s margin: output for real − for generated', names: { d_margin: 'margin' }, from: 0, to: 0 },
  { title: 'Share of logits that the discriminator puts on the right side', names: { d_accuracy: 'accuracy' }, from: 0, to: 1 },
  { title: 'Share of features positive in one of output and reference only', names: { sign_flips: 'discriminator’s last', fid_sign_flips: 'DISTS’s last stage' }, from: 0 },
  { title: 'Checkerboard of the outputs: excess over the references, dB', names: { checkerboard: 'excess' }, from: 0 },
];
const STAGE = /^fid_share_stage(\d+)$/;
const DASHES = [null, '6 4', '2 3'];

function draw(report, element) {
  const told = report.diagnosis ?? [];
  if (!told.length) {
    show(element, nothing(report, ['diagnosis'], 'ask its runs for it (training.diagnoseEvery)'));
    return;
  }
  const settings = distinct(told.map((one) => one.setting));
  const adversarial = settings.filter((id) => id !== 'none');
  const { setting } = choices(report, element, draw, { setting: { label: 'Setting', options: [...adversarial, ...settings.filter((id) => id === 'none')].map((id) => [id, settingName(id)]) } });
  const shown = told.filter((one) => one.setting === setting);
  show(element,
    legend(report, setting, shown),
    h('div', { class: 'cards' }, CHARTS.map((chart) => lines(chart, shown)), stages(shown)),
    fold(element, `why ${setting}`, 'The last step as a table', table('With 95 % intervals over seeds', ['metric', 'measure', 'step', 'mean'],
      shown.map((one) => [one.metric, one.name, String(one.points.at(-1).step), h('td', {}, figure(one.points.at(-1).figure, 4))]))),
    basis(`n = ${counts(shown.flatMap((one) => one.points.map((point) => point.figure)))} seeds`, `steps ${distinct(shown.flatMap((one) => one.points.map((point) => point.step))).sort((a, b) => a - b).join(', ')}`));
}

/** Metrics by colour, with their ranks in this setting: what the rest is to explain. */
function legend(report, setting, told) {
  const lives = report.settings.find((s) => s.id === setting)?.metrics ?? [];
  const rank = (life) => (typeof life?.rank === 'number' ? `${number(life.rank, 1)} [${life.rankLow}, ${life.rankHigh}]` : 'not told');
  return table('Ranks here, 1 is best', ['metric', 'as assessor', 'as objective'], distinct(told.map((one) => one.metric)).map((id) => {
    const known = lives.find((life) => life.id === id);
    return [h('td', {}, styled(h('b', {}, id), { color: metricColour(id) })), rank(known?.assessor), rank(known?.objective)];
  }));
}

function lines(given, told) {
  const names = Object.keys(given.names).filter((name) => told.some((one) => one.name === name));
  if (!names.length) return null;
  const drawn = told.filter((one) => names.includes(one.name)).map((one) => ({ ...one, dash: DASHES[names.indexOf(one.name)], label: `${one.metric}, ${given.names[one.name]}` }));
  const legend = names.length > 1 ? names.map((name, i) => `${['——', '– –', '· · ·'][i]} ${given.names[name]}`).join('   ') : null;
  return h('figure', { class: 'card why' }, h('figcaption', {}, given.title, legend ? h('span', { class: 'small' }, ` ${legend}`) : null), chart(given, drawn));
}

const WIDTH = 560;
const HEIGHT = 220;
const LEFT = 62;
const TOP = 12;
const BOTTOM = HEIGHT - 26;

function chart(given, drawn) {
  const read = (v) => (given.log ? (v > 0 ? Math.log10(v) : undefined) : v);
  const y = ordinate(given, drawn.flatMap((one) => one.points.map((point) => read(point.figure.value))).filter((v) => typeof v === 'number'));
  const steps = drawn.flatMap((one) => one.points.map((point) => point.step));
  const [first, last] = [Math.min(...steps), Math.max(...steps)];
  const x = (step) => (first === last ? (LEFT + WIDTH) / 2 : LEFT + 10 + ((step - first) / (last - first)) * (WIDTH - LEFT - 24));
  return svg('svg', { class: 'curve', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': drawn.map((one) => `${one.label}: ${number(one.points.at(-1).figure.value, 4)} at step ${one.points.at(-1).step}`).join('; ') },
    y.ticks.map((at) => [svg('line', { x1: LEFT, y1: y(at), x2: WIDTH, y2: y(at), stroke: 'var(--line)', 'stroke-dasharray': at === 0 && !given.log ? '4 3' : null }),
      svg('text', { x: LEFT - 6, y: y(at) + 4, 'text-anchor': 'end', class: 'soft' }, given.log ? String(Number((10 ** at).toPrecision(1))) : number(at, y.digits))]),
    distinct(steps).filter((step, i, all) => all.length < 9 || step === first || step === last).map((step) => svg('text', { x: x(step), y: HEIGHT - 8, 'text-anchor': 'middle', class: 'soft' }, String(step))),
    drawn.map((one) => line(one, x, y, read)));
}

function line(one, x, y, read) {
  const stroke = metricColour(one.metric);
  const points = one.points.map((point) => ({ ...point, at: read(point.figure.value) })).filter((point) => typeof point.at === 'number');
  const cut = (v) => Math.max(TOP, Math.min(BOTTOM, y(v)));
  return [
    svg('polyline', { points: points.map((p) => `${x(p.step)},${y(p.at)}`).join(' '), fill: 'none', stroke, 'stroke-width': 1.8, 'stroke-dasharray': one.dash }),
    points.map((p) => {
      const [low, high] = [read(p.figure.low) ?? (p.figure.low <= 0 ? -Infinity : undefined), read(p.figure.high)];
      return [
        typeof high === 'number' && low !== undefined ? svg('line', { x1: x(p.step), y1: cut(low), x2: x(p.step), y2: cut(high), stroke, 'stroke-opacity': 0.3 }) : null,
        svg('circle', { cx: x(p.step), cy: y(p.at), r: 3, fill: stroke }, svg('title', {}, `${one.label}, step ${p.step}: ${number(p.figure.value, 5)}, n = ${p.figure.n}`)),
      ];
    }),
  ];
}

/** From a value, or the logarithm of one, to its height. */
function ordinate({ from, to, log }, values) {
  const all = [...values, from, to].filter((v) => typeof v === 'number');
  let [least, most] = [Math.min(...all), Math.max(...all)];
  if (least === most) [least, most] = [least - (from === least ? 0 : 1), most + 1];
  const step = log ? Math.max(1, Math.round((most - least) / 4)) : nice((most - least) / 4);
  [least, most] = [Math.floor(least / step + 1e-9) * step, Math.ceil(most / step - 1e-9) * step];
  const y = (v) => TOP + ((most - v) / (most - least)) * (BOTTOM - TOP);
  y.ticks = Array.from({ length: Math.round((most - least) / step) + 1 }, (_, i) => Number((least + i * step).toPrecision(10)));
  y.digits = y.ticks.some((at) => Math.abs(at * 10 - Math.round(at * 10)) > 1e-6) ? Math.min(4, Math.ceil(-Math.log10(step)) + 1) : 1;
  return y;
}

/** Shares of DISTS's stages at the last step. */
function stages(told) {
  const bars = distinct(told.map((one) => one.metric)).map((metric) => {
    const shares = told.filter((one) => one.metric === metric && STAGE.test(one.name)).map((one) => ({ stage: Number(STAGE.exec(one.name)[1]), ...one.points.at(-1) })).sort((a, b) => a.stage - b.stage);
    return shares.length ? [h('span', { class: 'small' }, `${metric}, step ${shares[0].step}`), bar(shares)] : null;
  }).filter(Boolean);
  return bars.length ? h('figure', { class: 'card why' }, h('figcaption', {}, 'Share of DISTS’s gradient by stage; 0 is the image itself'), bars) : null;
}

const bar = (shares) => h('div', { class: 'stages', role: 'img', 'aria-label': shares.map((s) => `stage ${s.stage}: ${number(s.figure.value)}`).join(', ') },
  shares.map(({ stage, figure: f }) => styled(h('span', { title: `stage ${stage}: ${number(f.value, 4)}` }, f.value > 0.1 ? `${stage}: ${number(f.value)}` : ''), { flexGrow: f.value, background: colour(stage) })));

/** By property: the page's policy allows no style in attributes. */
function styled(node, style) {
  Object.assign(node.style, style);
  return node;
}
