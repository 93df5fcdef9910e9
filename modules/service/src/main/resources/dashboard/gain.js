// What training gained over bicubic upscaling: in the live page at once from the scores, with its
// interval from the report; in a report's own file from the report alone.
import { h, table } from './dom.js';
import { figure, number, settingName } from './words.js';

const JUDGE = 'psnr-y';

/** @param judges of the study, as far as they are known: without psnr-y there is nothing to wait for */
export function drawGain(scores, report, judges, element) {
  const rows = scores.size ? live(scores, report) : [];
  const shown = rows.length ? rows : told(report);
  if (shown.length) element.replaceChildren(table('Mean over photographs and seeds at the last evaluated step', ['setting', 'metric', 'step', 'gain', 'interval', 'least image', 'n', ''], shown));
  else element.replaceChildren(h('p', { class: 'waiting' }, why(report, judges)));
}

function why(report, judges) {
  if (judges?.length && !judges.includes(JUDGE)) return `Nothing to show: the gain is measured by ${JUDGE}, which is not among this study’s judges (${judges.join(', ')}).`;
  const [said] = (report?.protocol.missing ?? []).filter((line) => line.startsWith('gainOverBicubic'));
  if (report && !report.provisional) return `Nothing to show: ${said ?? 'the report tells no gain'}.`;
  return 'Waiting for the first evaluation, of bicubic upscaling too.';
}

function live(scores, report) {
  const cells = new Map();
  for (const s of scores.values()) {
    if (!s.gain) continue;
    const key = JSON.stringify([s.cell.setting ?? '', s.cell.metric ?? s.cell.role]);
    const found = cells.get(key);
    if (!found || s.cell.step > found.step) cells.set(key, { step: s.cell.step, all: [s] });
    else if (s.cell.step === found.step) found.all.push(s);
  }
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { step, all }]) => {
    const [setting, metric] = JSON.parse(key);
    const mean = all.reduce((sum, s) => sum + s.gain.mean, 0) / all.length;
    const least = Math.min(...all.map((s) => s.gain.smallest));
    const known = report?.gainOverBicubic.find((g) => g.setting === setting && g.metric === metric && g.step === step && g.judge === JUDGE);
    return [settingName(setting), metric, String(step), `${number(mean)} dB`, h('td', {}, known ? figure(known.gain) : 'in the next report'), `${number(least)} dB`, `${all[0].gain.n} × ${all.length} seeds`, h('td', {}, bar(mean))];
  });
}

/** Of each cell the last step that the report has. */
function told(report) {
  const all = (report?.gainOverBicubic ?? []).filter((g) => g.judge === JUDGE);
  const last = (g) => all.every((other) => other.setting !== g.setting || other.metric !== g.metric || other.step <= g.step);
  return all.filter(last).map((g) => [settingName(g.setting), g.metric, String(g.step), `${number(g.gain.value)} dB`, h('td', {}, figure(g.gain)),
    g.images.length ? `${number(Math.min(...g.images.map((image) => image.gain)))} dB` : undefined, `above 0 on ${g.positive} of ${g.gain.n} images`, h('td', {}, bar(g.gain.value ?? 0))]);
}

/** By property: the page's policy allows no style in attributes. */
function bar(gain) {
  const drawn = h('span', { class: gain < 0 ? 'gain negative' : 'gain' });
  drawn.style.width = `${Math.min(160, Math.abs(gain) * 100)}px`;
  return drawn;
}
