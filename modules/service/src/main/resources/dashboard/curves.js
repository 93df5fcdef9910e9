// Training curves.
import { h } from './dom.js';
import uPlot from './vendor/uPlot.esm.js';

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
