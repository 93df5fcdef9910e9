// Training curves of the runs.
import { Curves } from './curves.js';
import { options } from './dom.js';
import { distinct, metricIndex } from './words.js';

let curves;

/** @param given { curve, setting, log, place }: the controls, and where to draw */
export function drawTraining({ scalars, runs: known, progress }, { curve, setting, log, place }) {
  const runs = [...scalars].map(([id, values]) => ({ values, cell: known.get(id)?.cell })).filter((run) => run.cell);
  const names = distinct(runs.flatMap((run) => run.values.names)).sort();
  options(curve, [...names.filter((n) => n === 'l_g_total'), ...names.filter((n) => n !== 'l_g_total')].map((n) => [n]));
  options(setting, [['', 'all'], ...distinct(runs.map((run) => run.cell.setting ?? run.cell.role)).sort().map((s) => [s])]);
  const wanted = setting.value;
  const seeds = progress?.outline?.seeds ?? [];
  const lines = runs.filter((run) => run.values.names.includes(curve.value) && (!wanted || (run.cell.setting ?? run.cell.role) === wanted))
    .map(({ values, cell: c }) => ({
      label: [c.metric ?? c.role, wanted ? null : c.setting, c.seed === undefined ? null : `seed ${c.seed}`].filter(Boolean).join(' · '),
      colour: metricIndex(c.metric), seed: Math.max(0, seeds.indexOf(c.seed)), steps: values.steps, values: values.columns[values.names.indexOf(curve.value)],
    })).sort((a, b) => (a.label < b.label ? -1 : 1));
  curves ??= new Curves(place);
  curves.show(lines, curve.value, log.checked);
}
