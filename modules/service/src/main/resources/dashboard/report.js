// A report in a file of its own: the dashboard's panels, drawn once from what the page carries.
import { h, table } from './dom.js';
import { drawFindings, layFindings } from './findings.js';
import { drawGain } from './gain.js';
import { drawNotices, warnings } from './notices.js';
import { introduce } from './words.js';

const $ = (id) => document.getElementById(id);
const { report, outline, runs } = JSON.parse($('data').textContent);

introduce(outline ?? { metrics: report.settings[0]?.metrics.map((m) => m.id) });
layFindings($('findings'), $('basis'));
drawNotices($('notices'), warnings(report, outline?.notice));
drawFindings(report);
$('findings').append(gain());
$('about').textContent = `Study ${report.study}, computed ${report.generatedAt} by Chiral ${report.version} from the metrics topic up to partition ${report.asOf.partition}, offset ${report.asOf.offset}. Every figure stands as value [95 % interval], n = what it is computed from.`;
$('basis').append(origin(), again());
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((details) => { details.open = true; }));

/** Links lead to the server's interface where a server shows the page; in a file, ids are ids. */
function link(id, path) {
  return location.protocol === 'file:' ? h('code', {}, id) : h('a', { href: path }, h('code', {}, id));
}

function gain() {
  const place = h('div', { id: 'gain' });
  drawGain(new Map(), report, outline?.judges ?? report.protocol.judges.map((j) => j.id), place);
  return h('section', { 'aria-labelledby': 't-gain' }, h('h2', { id: 't-gain' }, 'Gain over bicubic upscaling, PSNR-Y'), place);
}

function origin() {
  const rows = runs.map((r) => [
    h('td', {}, link(r.run, `/api/v1/runs/${encodeURIComponent(r.run)}`)), r.cell.role, r.cell.metric, r.cell.setting, r.cell.benchmark,
    r.cell.seed === undefined ? undefined : String(r.cell.seed), String(r.cell.step ?? r.step), r.status,
    h('td', {}, r.checkpoints.map((c) => [link(c.id.slice(0, 16), `/api/v1/checkpoints/${c.id}`), ` step ${c.step} `])),
  ]);
  return h('section', { 'aria-labelledby': 't-origin' },
    h('h2', { id: 't-origin' }, 'Runs and checkpoints'),
    h('p', { class: 'lead' }, 'Where the figures come from: /api/v1/runs/ID and /api/v1/checkpoints/ID of the server that made this report.'),
    h('details', {}, h('summary', {}, `${runs.length} runs`), table('Checkpoints that stay', ['run', 'role', 'metric', 'setting', 'benchmark', 'seed', 'step', 'status', 'checkpoints'], rows)));
}

function again() {
  const path = `/api/v1/studies/${encodeURIComponent(report.study)}`;
  return h('section', { 'aria-labelledby': 't-again' },
    h('h2', { id: 't-again' }, 'Repeat it, cite it'),
    h('p', {}, 'The specification is at ', link(path, path), ', fixed by its digest; chiral study start with it runs the study again. Every score is at ', link(`${path}/scores.csv`, `${path}/scores.csv`), '; tools/recompute.py recomputes the figures from them.'),
    h('p', {}, `Cite as: Chiral ${report.version}, report of study ${report.study}, specification ${report.protocol.specDigest?.slice(0, 16) ?? 'not known'}, ${report.generatedAt}. The question is that of arXiv 2509.20878.`));
}
