// The page: one study, live. State comes in items over the WebSocket; sections are drawn on a clock.
import { options } from './dom.js';
import { drawFindings, layFindings } from './findings.js';
import { drawGain } from './gain.js';
import { drawImages } from './images.js';
import { drawConnection, follow, following } from './live.js';
import { drawNotices, warnings } from './notices.js';
import { drawProgress } from './progress.js';
import { drawRuns, drawWorkers } from './runs.js';
import { dirty, forget, state } from './state.js';
import { drawTraining } from './training.js';
import { introduce } from './words.js';

const $ = (id) => document.getElementById(id);
let study = decodeURIComponent(location.hash.slice(1));

layFindings($('findings'), $('basis'));
const AT_FIRST = new Map(['progress', 'findings', 'basis', 'gain', 'workers', 'runs'].map((id) => [id, [...$(id).cloneNode(true).childNodes]]));

function begin() {
  AT_FIRST.forEach((nodes, id) => $(id).replaceChildren(...nodes.map((node) => node.cloneNode(true))));
  $('files').hidden = true;
  forget();
}

function choose(id) {
  if (id === study && following()) return;
  study = id;
  history.replaceState(null, '', `#${encodeURIComponent(id)}`);
  begin();
  follow(study, begin);
}

async function listStudies() {
  try {
    const { items } = await (await fetch('/api/v1/studies?limit=200')).json();
    options($('study'), items.map((s) => [s.study, `${s.outline?.title ?? s.study} · ${s.status}`]));
    if (items.length && !items.some((s) => s.study === study)) choose(items[0].study);
    else if (study) $('study').value = study;
  } catch { /* drawConnection shows the connection's state; the list is asked for again */ }
}

function notices() {
  const said = warnings(state.report, state.progress?.outline?.notice);
  if (state.progress?.status === 'forgotten') said.push('This study was forgotten.');
  else if (state.progress && !state.report) said.push('Provisional: no report yet, do not stop on this.');
  if ([...state.runs.values()].some((run) => run.mixed)) said.push('Mixed: some runs were computed on different platforms; their last digits may differ.');
  drawNotices($('notices'), said);
}

function report() {
  if (!state.report) return;
  drawFindings(state.report);
  $('version').textContent = `Chiral ${state.report.version}`;
  const path = `/api/v1/studies/${encodeURIComponent(state.report.study)}`;
  ['json', 'csv', 'md', 'html'].forEach((format) => { $(`as-${format}`).href = `${path}/report?format=${format}`; });
  $('as-runs').href = `${path}/runs.csv`;
  $('as-scores').href = `${path}/scores.csv`;
  $('files').hidden = false;
}

function gain() {
  if (state.progress || state.report) drawGain(state.scores, state.report, state.progress?.outline?.judges ?? state.report?.protocol.judges.map((j) => j.id), $('gain'));
}

const DRAW = [
  [['progress'], () => introduce(state.progress?.outline)],
  [['progress'], () => drawProgress(state.progress, $('progress'))],
  [['report', 'progress'], report],
  [['scores', 'report', 'progress'], gain],
  [['scalars', 'runs', 'progress'], () => drawTraining(state, { curve: $('curve'), setting: $('curve-setting'), log: $('log'), place: $('curves') })],
  [['images'], () => drawImages(state.images)],
  [['runs'], () => drawWorkers(state.runs, $('workers'))],
  [['runs'], () => drawRuns(state.runs, $('status'), $('runs'))],
  [['progress', 'report', 'runs'], notices],
];

function draw() {
  drawConnection($('connection'));
  if (dirty.size) {
    const changed = new Set(dirty);
    dirty.clear();
    DRAW.filter(([kinds]) => kinds.some((kind) => changed.has(kind))).forEach(([, section]) => section());
  }
}

const REDRAWN = { curve: 'scalars', 'curve-setting': 'scalars', log: 'scalars', curves: 'scalars', image: 'images', 'image-setting': 'images', 'image-metric': 'images', 'image-seed': 'images', 'image-step': 'images', left: 'images', right: 'images', status: 'runs' };
Object.entries(REDRAWN).forEach(([id, kind]) => $(id).addEventListener('change', () => { dirty.add(kind); draw(); }));
$('divide').addEventListener('input', (event) => $('compare').style.setProperty('--divide', `${event.target.value}%`));
$('study').addEventListener('change', (event) => choose(event.target.value));

begin();
follow(study, begin);
listStudies();
setInterval(listStudies, 5000);
setInterval(draw, 250);
