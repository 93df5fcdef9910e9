// Two outputs of one photograph side by side, which is better? The server chooses pairs and sides; this
// page never learns what they are of. Answers wait in local storage until the server has them.
import { options } from './dom.js';

const $ = (id) => document.getElementById(id);
const FEW = 3;
const REMEMBERED = 500;
const RETRY_MILLIS = 3000;
const VERDICT_MILLIS = 1500;

const kept = (name, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(`chiral-blind-${name}`)) ?? otherwise;
  } catch {
    return otherwise; // somebody else's words under our name
  }
};
const keep = (name, value) => localStorage.setItem(`chiral-blind-${name}`, JSON.stringify(value));
const random = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const page = {
  study: decodeURIComponent(location.hash.slice(1)),
  rater: kept('rater', `p-${random().slice(0, 8)}`),
  pairs: [],
  shown: null,
  waiting: kept('waiting', []), // answers that the server has not taken yet: { key, study, body }
  done: kept('done', []), // what was answered here, so that no pair comes twice
  taken: 0, // answers that the server took since this page was loaded
  stored: null, // answers of this rater that the study has
  commands: new Set(), // their commands, to recognise a rejection
  sending: false,
};

const name = (pair) => [page.study, page.rater, pair.image, ...[pair.left.output, pair.right.output].sort()].join('\n');

async function ask(path, given) {
  const response = await fetch(`/api/v1/${path}`, given);
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.detail ?? answer.title ?? response.statusText), { status: response.status });
  return answer;
}

// --- Pairs

async function more() {
  if (!page.study) return;
  const { study, rater } = page;
  try {
    const { items, answered } = await ask(`studies/${encodeURIComponent(study)}/pairs?rater=${encodeURIComponent(rater)}&limit=20`);
    if (study !== page.study || rater !== page.rater) return;
    page.stored = answered;
    page.pairs = items.filter((pair) => !page.done.includes(name(pair)) && (!page.shown || name(pair) !== name(page.shown)));
    complain('pairs', '');
  } catch (problem) {
    complain('pairs', `No pairs: ${problem.message}`);
  }
  if (!page.shown) next();
  tell();
}

function next() {
  page.shown = page.pairs.shift() ?? null;
  busy(true);
  if (page.shown) {
    const { left, right, reference } = page.shown;
    Promise.all([show('left', left.digest), show('right', right.digest), reference ? show('original', reference) : null])
      .then(() => busy(false), () => complain('pairs', 'An image could not be loaded; reload the page.'));
  }
  tell();
}

function show(id, digest) {
  const image = $(id);
  image.src = `/api/v1/images/${digest}.png`;
  return image.decode().then(size);
}

/** So many pixels of the screen a pixel of the image, whatever the screen's density. */
function size() {
  for (const id of ['left', 'right', 'original']) {
    $(id).style.width = `${($(id).naturalWidth * Number($('zoom').value)) / devicePixelRatio}px`;
  }
}

function busy(yes) {
  $('pair').setAttribute('aria-busy', String(yes));
  ['left', 'neither', 'right'].forEach((which) => { $(`choose-${which}`).disabled = yes; });
}

// --- Answers

function answer(value) {
  if (!page.shown || $('pair').getAttribute('aria-busy') === 'true') return;
  const { image, left, right } = page.shown;
  const body = { rater: page.rater, image, left: left.output, right: right.output, value };
  page.waiting.push({ key: `${page.rater}-${random()}`, study: page.study, body });
  page.done = [...page.done, name(page.shown)].slice(-REMEMBERED);
  keep('waiting', page.waiting);
  keep('done', page.done);
  next();
  send();
  if (page.pairs.length < FEW) more();
}

/** One after the other; the key is the same however often it must be sent. */
async function send() {
  if (page.sending || !page.waiting.length) return;
  page.sending = true;
  const [{ key, study, body }] = page.waiting;
  try {
    const { command } = await ask(`studies/${encodeURIComponent(study)}/pairs`, {
      method: 'POST', headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key }, body: JSON.stringify(body) });
    page.commands.add(command);
    page.taken += 1;
    drop();
    complain('sending', '');
    setTimeout(verdict, VERDICT_MILLIS);
  } catch (problem) {
    if (problem.status >= 400 && problem.status < 500) {
      drop();
      complain('refused', `An answer was refused: ${problem.message}`);
    } else {
      complain('sending', `Not sent yet, trying again: ${problem.message}`);
      setTimeout(send, RETRY_MILLIS);
      page.sending = false;
      tell();
      return;
    }
  }
  page.sending = false;
  tell();
  send();
}

function drop() {
  page.waiting.shift();
  keep('waiting', page.waiting);
}

/** The service decides after it has taken an answer: what it says of ours is shown. */
async function verdict() {
  try {
    const { items } = await ask('rejections?limit=50');
    const ours = items.find((rejection) => page.commands.has(rejection.commandId));
    if (ours) complain('refused', `An answer was refused: ${ours.message}`);
    const { answered } = await ask(`studies/${encodeURIComponent(page.study)}/pairs?rater=${encodeURIComponent(page.rater)}&limit=1`);
    page.stored = answered;
    tell();
  } catch { /* the next answer asks again */ }
}

// --- Words

function tell() {
  const parts = [];
  if (page.study && !page.shown) parts.push(page.stored === null ? 'Looking for images …' : 'No more pairs for you: thank you. New ones may come while the study runs.');
  if (page.stored !== null) parts.push(`${page.stored} of your answers stored`);
  if (page.taken) parts.push(`${page.taken} sent since you came`);
  if (page.waiting.length) parts.push(`${page.waiting.length} waiting to be sent`);
  $('told').textContent = parts.join(' · ');
}

const troubles = new Map();

/** Of each kind the last trouble stays until it is over. */
function complain(kind, text) {
  troubles.set(kind, text);
  $('error').textContent = [...troubles.values()].filter(Boolean).join(' · ');
}

// --- Study and rater

function begin() {
  Object.assign(page, { pairs: [], shown: null, stored: null });
  busy(true);
  $('back').href = `./#${encodeURIComponent(page.study)}`;
  tell();
  more();
}

async function studies() {
  try {
    const { items } = await ask('studies?limit=200');
    const grids = items.filter((study) => study.outline);
    options($('study'), grids.map((study) => [study.study, study.outline.title]));
    if (!page.study && grids.length) page.study = grids[0].study;
    $('study').value = page.study;
  } catch (problem) {
    complain('pairs', `No studies: ${problem.message}`);
  }
}

$('study').addEventListener('change', () => {
  page.study = $('study').value;
  history.replaceState(null, '', `#${encodeURIComponent(page.study)}`);
  begin();
});
$('rater').addEventListener('change', () => {
  if (!$('rater').value || !$('rater').checkValidity()) return;
  page.rater = $('rater').value;
  keep('rater', page.rater);
  begin();
});
$('zoom').addEventListener('change', size);
$('with-reference').addEventListener('change', () => { $('reference').hidden = !$('with-reference').checked; });
$('choose-left').addEventListener('click', () => answer(1));
$('choose-right').addEventListener('click', () => answer(0));
$('choose-neither').addEventListener('click', () => answer(0.5));
document.addEventListener('keydown', (event) => {
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  const value = { 1: 1, 2: 0, 0: 0.5 }[event.key];
  if (value !== undefined) answer(value);
});

keep('rater', page.rater);
$('rater').value = page.rater;
await studies();
begin();
send();
