// The slope chart of the two lives.
import { svg } from './dom.js';
import { metricColour, number } from './words.js';

const WIDTH = 560;
const LEFT = 215;
const RIGHT = 345;
const ROW = 34;

/**
 * Both lives of each metric: assessor at the left axis, objective at the right.
 * @param metrics MetricLives of the report
 * @param scale 'rank' (1 on top) or 'value' (more on top)
 */
export function slope(metrics, scale) {
  const height = 46 + ROW * Math.max(metrics.length, 2);
  const sides = [side(metrics, 'assessor', scale, height), side(metrics, 'objective', scale, height)];
  const chart = svg('svg', { class: 'slope', viewBox: `0 0 ${WIDTH} ${height}`, role: 'img',
    'aria-label': metrics.map((m) => `${m.id}: assessor rank ${number(m.assessor?.rank, 1)}, objective rank ${number(m.objective?.rank, 1)}`).join('; ') },
  svg('text', { x: LEFT, y: 14, 'text-anchor': 'end', class: 'soft' }, 'as assessor, SRCC'),
  svg('text', { x: RIGHT, y: 14, class: 'soft' }, 'as objective, SD of judges'),
  axis(LEFT, height), axis(RIGHT, height));
  metrics.forEach((metric, i) => {
    const stroke = metricColour(metric.id);
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
