// What training gained over bicubic upscaling: at once from the scores, with its interval from the report.
import { h, table } from './dom.js';
import { figure, number, settingName } from './words.js';

export function drawGain(scores, report, element) {
  const cells = new Map();
  for (const s of scores.values()) {
    if (!s.gain) continue;
    const key = JSON.stringify([s.cell.setting ?? '', s.cell.metric ?? s.cell.role]);
    const found = cells.get(key);
    if (!found || s.cell.step > found.step) cells.set(key, { step: s.cell.step, all: [s] });
    else if (s.cell.step === found.step) found.all.push(s);
  }
  if (!cells.size) return;
  const rows = [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { step, all }]) => {
    const [setting, metric] = JSON.parse(key);
    const mean = all.reduce((sum, s) => sum + s.gain.mean, 0) / all.length;
    const least = Math.min(...all.map((s) => s.gain.smallest));
    const bar = h('span', { class: mean < 0 ? 'gain negative' : 'gain' });
    bar.style.width = `${Math.min(160, Math.abs(mean) * 100)}px`;
    const told = report?.gainOverBicubic.find((g) => g.setting === setting && g.metric === metric && g.step === step && g.judge === 'psnr-y');
    return [settingName(setting), metric, String(step), `${number(mean)} dB`, h('td', {}, told ? figure(told.gain) : 'in the next report'), `${number(least)} dB`, `${all[0].gain.n} × ${all.length} seeds`, h('td', {}, bar)];
  });
  element.replaceChildren(table('Mean over photographs and seeds at the last evaluated step', ['setting', 'metric', 'step', 'gain', 'interval', 'least image', 'n', ''], rows));
}
