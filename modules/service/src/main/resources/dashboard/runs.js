// Runs, and which slices are being computed.
import { h, options, table } from './dom.js';
import { distinct, duration } from './words.js';

const MOST = 300;
const OVER = ['completed', 'failed', 'cancelled'];

export function drawWorkers(runs, element) {
  const working = [...runs].filter(([, run]) => run.worker);
  element.replaceChildren(working.length
    ? table('Slices being computed', ['worker', 'run', 'role', 'metric', 'setting', 'since'], working.map(([id, r]) => [r.worker, id, r.cell.role, r.cell.metric, r.cell.setting, r.since ? new Date(r.since).toLocaleTimeString() : undefined]))
    : h('p', { class: 'waiting' }, 'No slice is being computed.'));
}

export function drawRuns(known, status, element) {
  const runs = [...known];
  options(status, [['', 'all'], ...distinct(runs.map(([, r]) => r.status)).sort().map((s) => [s])]);
  if (!runs.length) return;
  const shown = runs.filter(([, r]) => !status.value || r.status === status.value).slice(0, MOST);
  element.replaceChildren(table(`${shown.length} of ${runs.length}`, ['run', 'role', 'metric', 'setting', 'seed', 'status', 'steps', 'time left', 'note'], shown.map(row)));
}

function row([id, r]) {
  return [
    h('td', {}, h('a', { href: `/api/v1/runs/${encodeURIComponent(id)}` }, id)), r.cell.role, r.cell.metric, r.cell.setting,
    r.cell.seed === undefined ? undefined : String(r.cell.seed), h('td', { class: `status-${r.status}` }, r.status),
    h('td', {}, h('progress', { max: r.steps, value: r.step, 'aria-label': 'steps' }), ` ${r.step}/${r.steps}`),
    OVER.includes(r.status) ? 'none' : r.step > 0 ? duration(((r.steps - r.step) * r.computeMillis) / r.step / 1000) : 'not known yet',
    r.reason ?? (r.cell.step === undefined ? undefined : `of step ${r.cell.step}`),
  ];
}
