// Charts: the slope chart of the two lives (SVG) and the training curves (uPlot).
import uPlot from './vendor/uPlot.esm.js';

/** Makes an element. Children are nodes or text, never markup: what they say comes from strangers. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return node;
}

/** A number for people; an absent one is a dash. */
export function number(value, digits = 2) {
  return typeof value === 'number' ? value.toFixed(digits).replace('-', '−') : '–';
}

export const colour = (index) => `var(--c${((index % 8) + 8) % 8})`;

const WIDTH = 560;
const LEFT = 215;
const RIGHT = 345;
const ROW = 34;

/**
 * Both lives of each metric: assessor at the left axis, objective at the right.
 * @param metrics MetricLives of the report
 * @param scale 'rank' (1 on top) or 'value' (more on top)
 * @param index metric id to its colour's number
 */
export function slope(metrics, scale, index) {
  const height = 46 + ROW * Math.max(metrics.length, 2);
  const sides = [side(metrics, 'assessor', scale, height), side(metrics, 'objective', scale, height)];
  const chart = svg('svg', { class: 'slope', viewBox: `0 0 ${WIDTH} ${height}`, role: 'img',
    'aria-label': metrics.map((m) => `${m.id}: assessor rank ${number(m.assessor?.rank, 1)}, objective rank ${number(m.objective?.rank, 1)}`).join('; ') },
  svg('text', { x: LEFT, y: 14, 'text-anchor': 'end', class: 'soft' }, 'as assessor, SRCC'),
  svg('text', { x: RIGHT, y: 14, class: 'soft' }, 'as objective, SD of judges'),
  axis(LEFT, height), axis(RIGHT, height));
  metrics.forEach((metric, i) => {
    const stroke = colour(index(metric.id));
    const [a, o] = sides.map((points) => points[i]);
    if (a.y !== null && o.y !== null) {
      chart.append(svg('line', { x1: LEFT, y1: a.y, x2: RIGHT, y2: o.y, stroke, 'stroke-width': 2 }));
    }
    chart.append(...end(a, LEFT, -1, i, metric.assessor, metric.id, stroke), ...end(o, RIGHT, 1, i, metric.objective, metric.id, stroke));
  });
  return chart;
}

function axis(x, height) {
  return svg('line', { x1: x, y1: 22, x2: x, y2: height - 8, stroke: 'var(--line)' });
}

function side(metrics, life, scale, height) {
  const figures = metrics.map((metric) => metric[life] ?? {});
  const read = scale === 'rank'
    ? (f) => [f.rank, f.rankLow, f.rankHigh].map((rank) => (rank === undefined ? undefined : -rank))
    : (f) => [f.value, f.low, f.high];
  const numbers = figures.flatMap(read).filter((v) => typeof v === 'number');
  const least = Math.min(...numbers);
  const span = Math.max(...numbers) - least || 1;
  const place = (v) => (typeof v === 'number' ? height - 22 - ((v - least) / span) * (height - 56) : null);
  const points = figures.map((f) => {
    const [value, low, high] = read(f).map(place);
    return { y: value, low, high, label: value };
  });
  spread(points.filter((p) => p.y !== null), height);
  return points;
}

/** Moves labels apart so that none covers another. */
function spread(points, height) {
  const sorted = [...points].sort((p, q) => p.label - q.label);
  sorted.forEach((p, i) => { if (i > 0) p.label = Math.max(p.label, sorted[i - 1].label + 27); });
  const excess = Math.max(0, (sorted.at(-1)?.label ?? 0) - (height - 18));
  sorted.forEach((p) => { p.label -= excess; });
  sorted.reverse().forEach((p, i) => { if (i > 0) p.label = Math.min(p.label, sorted[i - 1].label - 27); });
}

function end(point, x, direction, i, figure, id, stroke) {
  if (point.y === null) return [];
  const parts = [svg('circle', { cx: x, cy: point.y, r: 4.5, fill: stroke })];
  if (point.low !== null && point.high !== null) {
    const at = x + direction * (7 + 4 * (i % 4));
    parts.push(svg('line', { x1: at, y1: point.low, x2: at, y2: point.high, stroke, 'stroke-width': 2, 'stroke-opacity': 0.65 }));
  }
  const anchor = direction < 0 ? 'end' : 'start';
  const text = x + direction * 28;
  const interval = figure.low === undefined ? 'no interval' : `[${number(figure.low)}, ${number(figure.high)}]`;
  parts.push(
    svg('text', { x: text, y: point.label, 'text-anchor': anchor }, `${id} ${number(figure.value)}`),
    svg('text', { x: text, y: point.label + 12, 'text-anchor': anchor, class: 'soft' },
      `${interval} n=${figure.n ?? '–'}${figure.proxy ? ' proxy' : ''}`));
  return parts;
}

/** Training curves that keep their zoom while data arrive. */
export class Curves {
  constructor(place) {
    this.place = place;
    this.shape = null;
    new ResizeObserver(() => this.plot?.setSize(this.#size())).observe(place);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { this.shape = null; place.dispatchEvent(new Event('change')); });
  }

  /**
   * @param lines [{label, colour, seed, steps, values}]
   * @param log whether the ordinate is logarithmic
   */
  show(lines, name, log) {
    if (lines.length === 0) {
      this.plot?.destroy();
      this.plot = undefined;
      this.shape = null;
      this.place.replaceChildren(h('p', { class: 'waiting' }, 'Waiting for the first slice of training.'));
      return;
    }
    const data = uPlot.join(lines.map((line) => [line.steps, log ? line.values.map((v) => (v > 0 ? v : null)) : line.values]));
    const shape = JSON.stringify([name, log, lines.map((line) => line.label)]);
    if (shape === this.shape) {
      this.plot.setData(data, !this.zoomed);
      if (this.zoomed) this.plot.redraw();
    } else {
      this.#make(lines, name, log, data);
      this.shape = shape;
    }
  }

  #size() {
    return { width: Math.max(320, this.place.clientWidth), height: 320 };
  }

  #make(lines, name, log, data) {
    this.plot?.destroy();
    this.zoomed = false;
    this.place.replaceChildren();
    const style = getComputedStyle(document.documentElement);
    const paint = (variable) => style.getPropertyValue(variable).trim();
    const axis = { stroke: paint('--soft'), grid: { stroke: paint('--line'), width: 1 }, ticks: { stroke: paint('--line') } };
    this.plot = new uPlot({
      ...this.#size(),
      scales: { x: { time: false }, y: { distr: log ? 3 : 1 } },
      axes: [{ ...axis, label: 'step', labelSize: 20 }, { ...axis, label: name, labelSize: 20, size: 70 }],
      legend: { live: lines.length <= 12 },
      series: [{ label: 'step' }, ...lines.map((line) => ({
        label: line.label, stroke: paint(`--c${line.colour % 8}`), width: 1.5, spanGaps: true,
        dash: [[], [6, 4], [2, 3], [10, 3, 2, 3]][line.seed % 4],
      }))],
      hooks: { setSelect: [(u) => { this.zoomed = u.select.width > 0; }] },
    }, data, this.place);
    this.plot.over.addEventListener('dblclick', () => { this.zoomed = false; });
  }
}
