// Why training goes as it goes: the report's diagnosis, a small chart a measure, a line a metric.
import uPlot from './vendor/uPlot.esm.js';
import { colour, h, number } from './charts.js';

/** What is drawn, in this order. Lines of one chart share an ordinate; `least` and `most` bound it. */
const CHARTS = [
  { title: 'Gradient norms at the output, weighted', names: { grad_norm_pix: 'L1', grad_norm_fid: 'fidelity', grad_norm_gan: 'adversarial' }, log: true },
  { title: 'Cosine of fidelity and adversarial gradient', names: { grad_cosine: 'cosine' }, least: -1, most: 1 },
  { title: 'Share of the fidelity gradient by term', names: { fid_share_s1: 'S1, means', fid_share_s2: 'S2, covariances' }, least: 0, most: 1 },
  { title: 'Discriminator: output for real − for generated', names: { d_margin: 'margin' } },
  { title: 'Discriminator: share on the right side', names: { d_accuracy: 'accuracy' }, least: 0, most: 1 },
  { title: 'Features active in one of output and reference only', names: { sign_flips: 'discriminator’s last', fid_sign_flips: 'metric’s last stage' }, least: 0, most: 1 },
  { title: 'Checkerboard: excess over the reference, dB', names: { checkerboard: 'checkerboard' }, least: 0 },
];
const DASHES = [[], [6, 4], [2, 3]];
const STAGE = /^fid_share_stage(\d+)$/;

const distinct = (values) => [...new Set(values)];
const plots = new WeakMap();

/**
 * Draws the panel.
 * @param report the study's report, as on the topic
 * @param element what the panel fills; what was in it goes
 * @param nameOf setting id to its name
 */
export function drawWhy(report, element, nameOf = (id) => id) {
  const told = report.diagnosis ?? [];
  const drawn = JSON.stringify(told);
  if (element.dataset.drawn === drawn) return;
  element.dataset.drawn = drawn;
  plots.get(element)?.forEach((plot) => plot.destroy());
  plots.set(element, []);
  if (!told.length) {
    element.replaceChildren(h('p', { class: 'waiting' }, 'No run has told why: ask for it by training.diagnoseEvery.'));
    return;
  }
  const metrics = distinct(told.map((one) => one.metric));
  element.replaceChildren(key(metrics, told), ...distinct(told.map((one) => one.setting)).map((setting) => {
    const ofSetting = told.filter((one) => one.setting === setting);
    return h('article', {}, h('h3', {}, nameOf(setting)),
      h('div', { class: 'why' }, CHARTS.map((chart) => place(chart, ofSetting, metrics, element)), stages(ofSetting, metrics)),
      table(ofSetting));
  }));
}

function key(metrics, told) {
  const seeds = Math.max(...told.flatMap((one) => one.points.map((point) => point.figure.n)));
  return h('p', { class: 'small' }, 'Mean over seeds (', String(seeds), ' at most), at the steps diagnosed. Colour is the metric: ',
    metrics.map((metric, i) => {
      const name = h('b', {}, `${metric} `);
      name.style.color = colour(i);
      return name;
    }));
}

/** A chart of the measures that came; nothing if none did. */
function place(chart, told, metrics, element) {
  const names = Object.keys(chart.names).filter((name) => told.some((one) => one.name === name));
  if (!names.length) return null;
  const lines = told.filter((one) => names.includes(one.name)).map((one) => ({
    label: names.length > 1 ? `${one.metric}: ${chart.names[one.name]}` : one.metric,
    colour: metrics.indexOf(one.metric),
    dash: DASHES[names.indexOf(one.name)],
    points: one.points,
  }));
  const spot = h('div', {});
  const dashes = names.length > 1 ? `: ${names.map((name, i) => `${chart.names[name]} ${['—', '– –', '· ·'][i]}`).join(', ')}` : '';
  queueMicrotask(() => plots.get(element)?.push(plot(chart, lines, spot)));
  return h('figure', {}, h('figcaption', {}, chart.title, h('span', { class: 'small' }, dashes)), spot);
}

function plot(chart, lines, spot) {
  const style = getComputedStyle(document.documentElement);
  const paint = (variable) => style.getPropertyValue(variable).trim();
  const axis = { stroke: paint('--soft'), grid: { stroke: paint('--line'), width: 1 }, ticks: { stroke: paint('--line') } };
  const value = (point) => (chart.log && !(point.figure.value > 0) ? null : point.figure.value ?? null);
  const data = uPlot.join(lines.map((line) => [line.points.map((point) => point.step), line.points.map(value)]));
  const bounded = (u, low, high) => [Math.min(low ?? Infinity, chart.least ?? Infinity), Math.max(high ?? -Infinity, chart.most ?? -Infinity)];
  return new uPlot({
    width: 370, height: 190,
    scales: { x: { time: false }, y: chart.log ? { distr: 3 } : chart.least === undefined ? {} : { range: bounded } },
    axes: [{ ...axis, size: 34 }, { ...axis, size: 62 }],
    legend: { show: false },
    series: [{ label: 'step' }, ...lines.map((line) => ({
      label: line.label, stroke: paint(`--c${line.colour % 8}`), width: 1.8, spanGaps: true, dash: line.dash, points: { show: line.points.length < 24, size: 5 },
    }))],
  }, data, spot);
}

/** Shares of the stages at the last step, a bar a metric. */
function stages(told, metrics) {
  const bars = metrics.map((metric) => {
    const shares = told.filter((one) => one.metric === metric && STAGE.test(one.name)).map((one) => ({ stage: Number(STAGE.exec(one.name)[1]), ...one.points.at(-1) }))
      .sort((a, b) => a.stage - b.stage);
    if (!shares.length) return null;
    const bar = h('div', { class: 'stages', role: 'img', 'aria-label': shares.map((s) => `stage ${s.stage}: ${number(s.figure.value)}`).join(', ') },
      shares.map((s) => {
        const part = h('span', { title: `stage ${s.stage}: ${number(s.figure.value)}` }, s.figure.value > 0.08 ? `${s.stage}: ${number(s.figure.value)}` : '');
        part.style.flexGrow = s.figure.value;
        part.style.background = colour(s.stage);
        return part;
      }));
    return h('div', {}, h('span', { class: 'small' }, `${metric}, step ${shares[0].step}`), bar);
  }).filter(Boolean);
  return bars.length ? h('figure', {}, h('figcaption', {}, 'Share of the fidelity gradient by stage; 0 is the image'), bars) : null;
}

/** The last step's figures with intervals: what the charts leave out. */
function table(told) {
  const figure = (f) => (typeof f.value !== 'number' ? f.reason ?? '–'
    : `${f.value.toPrecision(3).replace('-', '−')}${typeof f.low === 'number' ? ` [${f.low.toPrecision(2)}, ${f.high.toPrecision(2)}]`.replaceAll('-', '−') : ' no interval'}, n = ${f.n}`);
  return h('details', {}, h('summary', {}, 'Last step, with 95 % intervals over seeds'),
    h('table', {}, h('thead', {}, h('tr', {}, ['metric', 'measure', 'step', 'mean'].map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, told.map((one) => h('tr', {}, [one.metric, one.name, String(one.points.at(-1).step), figure(one.points.at(-1).figure)].map((cell) => h('td', {}, cell)))))));
}
