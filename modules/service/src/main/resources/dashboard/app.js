// The page: one study, live. State comes in items over the WebSocket; sections are drawn on a clock.
import { Curves, colour, h, number, slope } from './charts.js';

const KINDS = ['progress', 'runs', 'scalars', 'scores', 'images', 'report'];
const $ = (id) => document.getElementById(id);
const state = {};
const dirty = new Set();
let study = decodeURIComponent(location.hash.slice(1));

const AT_FIRST = new Map(['progress', 'settings', 'gain', 'others', 'workers', 'runs', 'protocol'].map((id) => [id, [...$(id).cloneNode(true).childNodes]]));

function forget() {
  AT_FIRST.forEach((nodes, id) => $(id).replaceChildren(...nodes.map((node) => node.cloneNode(true))));
  Object.assign(state, { progress: null, report: null, runs: new Map(), scalars: new Map(), scores: new Map(), images: new Map() });
  KINDS.forEach((kind) => dirty.add(kind));
}

function take(item) {
  if (item.kind === 'progress' || item.kind === 'report') state[item.kind] = item.value;
  else if (item.kind === 'scalars') state.scalars.set(item.key, extended(state.scalars.get(item.key), item.value));
  else state[item.kind].set(item.key, item.value);
  dirty.add(item.kind);
}

/** Points beyond `after` are replaced by the new ones. */
function extended(known, news) {
  const kept = known && news.after !== undefined ? known.steps.filter((step) => step <= news.after).length : 0;
  const old = (name) => {
    const at = known ? known.names.indexOf(name) : -1;
    return at < 0 ? new Array(kept).fill(null) : known.columns[at].slice(0, kept);
  };
  return {
    names: news.names,
    steps: [...(known ? known.steps.slice(0, kept) : []), ...news.steps],
    columns: news.names.map((name, i) => [...old(name), ...news.columns[i]]),
  };
}

// --- Connection: comes back by itself and goes on where it was.

const live = { socket: null, token: null, seq: null, wait: 500, heard: 0, again: 0 };

function connect() {
  clearTimeout(live.timer);
  live.socket?.close();
  if (!study) return;
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`);
  live.socket = socket;
  socket.onopen = () => socket.send(JSON.stringify({ type: 'subscribe', studies: [study], kinds: KINDS, ...(live.token ? { resume: live.token } : {}) }));
  socket.onmessage = (message) => { if (socket === live.socket) hear(JSON.parse(message.data)); };
  socket.onclose = () => { if (socket === live.socket) retry(); };
}

function retry() {
  live.socket = null;
  live.wait = Math.min(live.wait * 2, 15_000);
  live.again = Date.now() + live.wait * (0.5 + Math.random() / 2);
  live.timer = setTimeout(connect, live.again - Date.now());
}

function hear(frame) {
  live.heard = Date.now();
  live.wait = 500;
  if (frame.token) live.token = frame.token;
  if (!frame.items) return;
  if (frame.previous === undefined) {
    if (frame.type === 'snapshot') forget();
  } else if (frame.previous !== live.seq) {
    live.token = null; // a frame is missing: begin anew
    connect();
    return;
  }
  live.seq = frame.seq;
  frame.items.forEach(take);
}

function choose(id) {
  if (id === study && live.socket) return;
  study = id;
  history.replaceState(null, '', `#${encodeURIComponent(id)}`);
  live.token = null;
  forget();
  connect();
}

async function listStudies() {
  try {
    const { items } = await (await fetch('/api/v1/studies?limit=200')).json();
    options($('study'), items.map((s) => [s.study, `${s.outline?.title ?? s.study} · ${s.status}`]));
    if (items.length && !items.some((s) => s.study === study)) choose(items[0].study);
    else if (study) $('study').value = study;
  } catch { /* the connection's state is shown by connection(); the list is asked for again */ }
}

/** Sets a select's options; what was selected stays. Whether it is selected by the user matters not. */
function options(select, pairs) {
  const wanted = pairs.map(([value, label]) => [String(value), String(label ?? value)]);
  const text = JSON.stringify(wanted);
  if (select.dataset.options === text) return;
  const before = select.value;
  select.replaceChildren(...wanted.map(([value, label]) => h('option', { value }, label)));
  if (wanted.some(([value]) => value === before)) select.value = before;
  select.dataset.options = text;
}

// --- Words

const metricIndex = (id) => Math.max(0, (state.progress?.outline?.metrics ?? []).indexOf(id));
const distinct = (values) => [...new Set(values.filter((v) => v !== undefined))];

function duration(seconds) {
  if (typeof seconds !== 'number') return 'not known yet';
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A figure never without its interval and n, or the reason why there is none. */
function figure(f, digits = 2) {
  if (!f) return ['–'];
  const reason = f.reason ? h('span', { class: 'small' }, ` (${f.reason})`) : null;
  if (typeof f.value !== 'number') return ['–', reason];
  const interval = typeof f.low === 'number' ? ` [${number(f.low, digits)}, ${number(f.high, digits)}]` : ' no interval';
  return [`${number(f.value, digits)}${interval}, n = ${f.n}`, f.proxy ? [' ', tag('proxy')] : null, reason].flat();
}

const tag = (text, kind = '') => h('span', { class: `tag ${kind}` }, text);
const terms = (pairs) => h('dl', {}, pairs.flatMap(([term, value]) => [h('dt', {}, term), h('dd', {}, value)]));

function table(caption, names, rows) {
  return h('table', {}, h('caption', {}, caption),
    h('thead', {}, h('tr', {}, names.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, rows.map((row) => h('tr', {}, row.map((value) => (value instanceof Element && value.tagName === 'TD' ? value : h('td', {}, value ?? '–')))))));
}

function settingName(id) {
  const setting = (state.progress?.outline?.settings ?? []).find((s) => s.id === id);
  return setting?.level ? `${id} (${setting.level}, ${setting.backbone})` : id === 'none' ? 'none (no discriminator)' : id;
}

// --- Sections

function notices() {
  const { progress, report } = state;
  const said = distinct([progress?.outline?.notice, report?.protocol?.notice]).filter(Boolean);
  if (report?.provisional) said.push(`Provisional: do not stop on this. Awaited: ${report.awaited.slice(0, 4).join('; ') || 'nothing more'}${report.awaited.length > 4 ? ' …' : ''}`);
  else if (progress && !report) said.push('Provisional: no report yet, do not stop on this.');
  if (report?.protocol?.proxy) said.push(`Proxy: ${report.protocol.proxy} stands in for people's opinions.`);
  if (report?.conditionalOnRuns) said.push('Conditional on these very runs: no cell was repeated over seeds.');
  if (report?.faults?.length) said.push(`${report.faults.length} measurements came with two values, a fault of this program: ${report.faults[0].key}`);
  if ([...state.runs.values()].some((run) => run.mixed)) said.push('Mixed: some runs were computed on different platforms; their last digits may differ.');
  $('notices').replaceChildren(...said.map((text) => h('li', {}, text)));
}

function drawProgress() {
  const p = state.progress;
  if (!p) return;
  const counts = Object.entries(p.byStatus).map(([status, n]) => `${n} ${status}`).join(', ');
  $('progress').className = '';
  $('progress').replaceChildren(
    h('h3', {}, p.outline?.title ?? study, ' ', tag(p.status, p.status === 'ended' ? 'good' : '')),
    h('progress', { max: Math.max(1, p.steps), value: p.stepsDone, 'aria-label': 'steps done' }),
    terms([
      ['Steps', `${p.stepsDone} of ${p.steps}`], ['Runs', `${p.runs}: ${counts || 'none yet'}`],
      ['Time left', p.status === 'ended' ? 'none' : duration(p.secondsLeft)],
      ...(p.outline ? [['Generator', `${p.outline.generator} ×${p.outline.scale}, seeds ${p.outline.seeds.join(', ')}`]] : []),
    ]));
}

function drawReport() {
  const report = state.report;
  if (!report) return;
  const open = new Set([...$('settings').querySelectorAll('details[open]')].map((d) => d.dataset.setting));
  $('settings').replaceChildren(...report.settings.map((setting) => card(setting, open.has(setting.id))));
  $('others').replaceChildren(...others(report));
  $('version').textContent = `Chiral ${report.version}`;
  const { protocol } = report;
  $('protocol').replaceChildren(
    terms([['As of', `metrics partition ${report.asOf.partition}, offset ${report.asOf.offset}; computed ${new Date(report.generatedAt).toLocaleString()}`],
      ['Specification', protocol.specDigest], ['Headline', protocol.headline], ['Replicates', String(protocol.replicates)],
      ...Object.entries(protocol.rules)].map(([term, value]) => [term, value ?? '–'])),
    protocol.judges.length ? table('Judges', ['judge', 'family', 'better', 'scores'], protocol.judges.map((j) => [j.id, j.family, j.higherIsBetter ? 'higher' : 'lower', j.scores])) : '',
    report.assessors.length ? table('Metrics as assessors', ['metric', 'benchmark', 'SRCC', 'KRCC', 'PLCC', 'splits', 'contents'],
      report.assessors.map((a) => [a.metric, h('td', {}, a.benchmark, ' ', a.proxy ? tag('proxy') : ''), ...[a.srcc, a.krcc, a.plcc].map((f) => h('td', {}, figure(f))), String(a.splits), String(a.contents)])) : '',
    protocol.missing.length ? h('p', { class: 'small' }, `Not told: ${protocol.missing.join('; ')}`) : '');
}

function card(setting, open) {
  const provisional = setting.provisional || state.report.provisional;
  const verdict = setting.verdict && !provisional ? tag(setting.verdict, setting.verdict === 'orders agree' ? 'good' : 'bad') : tag(provisional ? 'provisional' : `no verdict: ${setting.verdictReason ?? 'not given'}`);
  const a = setting.asymmetry;
  return h('article', { class: 'card' },
    h('h3', {}, settingName(setting.id), ' ', verdict, a.proxy ? [' ', tag('proxy')] : null),
    h('p', { class: 'figure' }, number(a.value), ' ', h('small', {}, typeof a.low === 'number' ? `[${number(a.low)}, ${number(a.high)}]` : a.reason ?? 'no interval', `, n = ${a.n} metrics, family ${setting.family}${setting.alignedStep === undefined ? '' : `, step ${setting.alignedStep}`}`)),
    h('p', { class: 'small' }, 'asymmetry: share of pairs that the two lives order differently; ½ means unrelated'),
    setting.metrics.length ? slope(setting.metrics, $('scale').value, metricIndex) : h('p', { class: 'waiting' }, 'Waiting for both lives.'),
    terms([
      ['Certain reversals', setting.reversals.map((pair) => pair.join(' ↔ ')).join(', ') || 'none'],
      ['Amplification', figure(setting.amplification)], ['Regret', figure(setting.regret)],
      ['Spearman', [...figure(setting.spearman), typeof setting.spearman?.p === 'number' ? `, p = ${number(setting.spearman.p, 3)} (least possible ${number(setting.spearman.pMin, 3)}; metrics as a random sample)` : null]],
      ['Kendall', figure(setting.kendall)], ['Judges agree (W)', figure(setting.kendallW)],
      ['One judge left out', typeof setting.leaveOneJudgeOut?.low === 'number' ? `${number(setting.leaveOneJudgeOut.low)} to ${number(setting.leaveOneJudgeOut.high)}` : '–'],
      ...Object.entries(setting.families).map(([family, c]) => [`By ${family} judges`, figure(c.asymmetry)]),
    ]),
    h('details', { open: open ? '' : null, 'data-setting': setting.id }, h('summary', {}, 'As a table'), table('Both lives', ['metric', 'assessor A', 'rank', 'objective O', 'rank', 'displacement'],
      setting.metrics.map((m) => [m.id, h('td', {}, figure(m.assessor)), ranks(m.assessor), h('td', {}, figure(m.objective)), ranks(m.objective), h('td', {}, figure(m.displacement, 1))]))));
}

const ranks = (life) => (typeof life?.rank === 'number' ? `${number(life.rank, 1)} [${life.rankLow}, ${life.rankHigh}]` : '–');

function others(report) {
  const contrast = (title, list) => (list.length ? table(title, ['of', 'setting', 'against', 'judge', 'difference', 'centred'],
    list.map((c) => [c.subject, c.setting, c.against, c.judge, h('td', {}, figure(c.difference, 3)), h('td', {}, figure(c.centred))])) : null);
  const parts = [
    contrast('Patch-level against vanilla discriminators', report.patchGain), contrast('Convolutional against Transformer discriminators', report.convolutionGain),
    contrast('Artefacts suppressed', report.artefactSuppression),
    report.stability.length ? table('Stability', ['setting', 'backbone', 'failed', 'guarded', 'margin drift'], report.stability.map((s) => [s.setting, s.backbone, ...[s.failed, s.guarded, s.marginDrift].map((f) => h('td', {}, figure(f)))])) : null,
    report.harmWeight.length ? table('Smallest weight that harms', ['backbone', 'level', 'weight'], report.harmWeight.map((w) => [w.backbone, w.level, w.weight === undefined ? `none up to ${w.upTo}` : String(w.weight)])) : null,
    report.transfer.length ? table('What an initialisation gives an assessor over a random one', ['architecture', 'initialisation', 'benchmark', 'SRCC gained', 'share', 'over the discriminator’s'], report.transfer.map((t) => [t.architecture, t.initialisation, t.benchmark, h('td', {}, figure(t.transfer)), h('td', {}, figure(t.share)), h('td', {}, t.overDiscriminator ? figure(t.overDiscriminator) : '')])) : null,
  ].filter(Boolean);
  return parts.length ? parts : [h('p', { class: 'waiting' }, 'This study compares no discriminators or initialisations, or has not evaluated them yet.')];
}

function drawGain() {
  const cells = new Map();
  for (const s of state.scores.values()) {
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
    const told = state.report?.gainOverBicubic.find((g) => g.setting === setting && g.metric === metric && g.step === step && g.judge === 'psnr-y');
    return [settingName(setting), metric, String(step), `${number(mean)} dB`, h('td', {}, told ? figure(told.gain) : 'in the next report'), `${number(least)} dB`, `${all[0].gain.n} × ${all.length} seeds`, h('td', {}, bar)];
  });
  $('gain').replaceChildren(table('Mean over photographs and seeds at the last evaluated step', ['setting', 'metric', 'step', 'gain', 'interval', 'least image', 'n', ''], rows));
}

let curves;

function drawCurves() {
  const runs = [...state.scalars].map(([id, curve]) => ({ id, curve, cell: state.runs.get(id)?.cell })).filter((run) => run.cell);
  const names = distinct(runs.flatMap((run) => run.curve.names)).sort();
  options($('curve'), [...names.filter((n) => n === 'l_g_total'), ...names.filter((n) => n !== 'l_g_total')].map((n) => [n]));
  options($('curve-setting'), [['', 'all'], ...distinct(runs.map((run) => run.cell.setting ?? run.cell.role)).sort().map((s) => [s])]);
  const wanted = $('curve-setting').value;
  const lines = runs.filter((run) => run.curve.names.includes($('curve').value) && (!wanted || (run.cell.setting ?? run.cell.role) === wanted))
    .map(({ curve, cell: c }) => ({
      label: [c.metric ?? c.role, wanted ? null : c.setting, c.seed === undefined ? null : `seed ${c.seed}`].filter(Boolean).join(' · '),
      colour: metricIndex(c.metric), seed: Math.max(0, (state.progress?.outline?.seeds ?? []).indexOf(c.seed)), steps: curve.steps, values: curve.columns[curve.names.indexOf($('curve').value)],
    })).sort((a, b) => (a.label < b.label ? -1 : 1));
  curves ??= new Curves($('curves'));
  curves.show(lines, $('curve').value, $('log').checked);
}

function drawImages() {
  const all = [...state.images.values()];
  $('images').hidden = all.length === 0;
  $('no-images').hidden = all.length > 0;
  if (!all.length) return;
  const outputs = all.filter((tiles) => tiles.cell.role !== 'baseline');
  let left = outputs.length ? outputs : all;
  options($('image'), distinct(all.flatMap((t) => t.tiles.map((tile) => tile.image))).map((i) => [i]));
  for (const [id, field] of [['image-setting', 'setting'], ['image-metric', 'metric'], ['image-seed', 'seed'], ['image-step', 'step']]) {
    const values = distinct(left.map((t) => t.cell[field])).sort((a, b) => (typeof a === 'number' ? b - a : a < b ? -1 : 1));
    options($(id), values.map((v) => [v]));
    left = left.filter((t) => t.cell[field] === undefined || String(t.cell[field]) === $(id).value);
  }
  const image = $('image').value;
  const views = new Map([...all.filter((t) => t.cell.role === 'baseline'), ...left].flatMap((t) => t.tiles.filter((tile) => tile.image === image).map((tile) => [tile.view, tile])));
  const names = ['output', 'bicubic', 'lr', 'hr'].filter((view) => views.has(view));
  const fresh = !$('right').dataset.options;
  options($('left'), (views.has('bicubic') ? ['bicubic', ...names.filter((n) => n !== 'bicubic')] : names).map((n) => [n]));
  options($('right'), names.map((n) => [n]));
  if (fresh && views.has('output')) $('right').value = 'output';
  for (const [element, select] of [[$('over'), $('left')], [$('under'), $('right')]]) {
    const tile = views.get(select.value);
    if (!tile) continue;
    const source = `/api/v1/images/${tile.digest}.png`;
    if (element.getAttribute('src') !== source) element.setAttribute('src', source);
    element.alt = `${select.value} of ${image}, ${tile.width} by ${tile.height} pixels`;
  }
}

function drawRuns() {
  const runs = [...state.runs];
  const working = runs.filter(([, run]) => run.worker);
  $('workers').replaceChildren(working.length
    ? table('Slices being computed', ['worker', 'run', 'role', 'metric', 'setting', 'since'], working.map(([id, r]) => [r.worker, id, r.cell.role, r.cell.metric, r.cell.setting, r.since ? new Date(r.since).toLocaleTimeString() : undefined]))
    : h('p', { class: 'waiting' }, 'No slice is being computed.'));
  options($('status'), [['', 'all'], ...distinct(runs.map(([, r]) => r.status)).sort().map((s) => [s])]);
  const shown = runs.filter(([, r]) => !$('status').value || r.status === $('status').value);
  if (!runs.length) return;
  $('runs').replaceChildren(table(`${Math.min(300, shown.length)} of ${runs.length}`, ['run', 'role', 'metric', 'setting', 'seed', 'status', 'steps', 'time left', 'note'],
    shown.slice(0, 300).map(([id, r]) => [h('td', {}, h('a', { href: `/api/v1/runs/${encodeURIComponent(id)}` }, id)), r.cell.role, r.cell.metric, r.cell.setting, r.cell.seed === undefined ? undefined : String(r.cell.seed), h('td', { class: `status-${r.status}` }, r.status),
      h('td', {}, h('progress', { max: r.steps, value: r.step, 'aria-label': 'steps' }), ` ${r.step}/${r.steps}`),
      ['completed', 'failed', 'cancelled'].includes(r.status) ? 'none' : r.step > 0 ? duration(((r.steps - r.step) * r.computeMillis) / r.step / 1000) : 'not known yet',
      r.reason ?? (r.cell.step === undefined ? undefined : `of step ${r.cell.step}`)])));
}

function connection() {
  const age = Math.round((Date.now() - live.heard) / 1000);
  const open = live.socket?.readyState === WebSocket.OPEN && age < 12;
  $('connection').className = `pill ${open ? 'live' : live.socket || !study ? '' : 'lost'}`;
  const data = live.heard ? `data ${duration(age)} old` : 'no data yet';
  $('connection').textContent = open ? `live · ${data}` : !study ? 'waiting for a study' : live.socket ? `connecting · ${data}` : `disconnected · ${data} · again in ${Math.max(0, Math.ceil((live.again - Date.now()) / 1000))} s`;
}

const DRAW = [
  [['progress'], drawProgress], [['report', 'progress'], drawReport], [['scores', 'report', 'progress'], drawGain],
  [['scalars', 'runs', 'progress'], drawCurves], [['images'], drawImages], [['runs'], drawRuns], [['progress', 'report', 'runs'], notices],
];

function draw() {
  connection();
  if (dirty.size) {
    const changed = new Set(dirty);
    dirty.clear();
    DRAW.filter(([kinds]) => kinds.some((kind) => changed.has(kind))).forEach(([, section]) => section());
  }
}

const redraw = { scale: 'report', curve: 'scalars', 'curve-setting': 'scalars', log: 'scalars', curves: 'scalars', image: 'images', 'image-setting': 'images', 'image-metric': 'images', 'image-seed': 'images', 'image-step': 'images', left: 'images', right: 'images', status: 'runs' };
Object.entries(redraw).forEach(([id, kind]) => $(id).addEventListener('change', () => { dirty.add(kind); draw(); }));
$('divide').addEventListener('input', (event) => $('compare').style.setProperty('--divide', `${event.target.value}%`));
$('study').addEventListener('change', (event) => choose(event.target.value));

forget();
connect();
listStudies();
setInterval(listStudies, 5000);
setInterval(draw, 250);
