// Finding 1: assessor order against objective order in each setting, its amplification under
// adversarial training, and what choosing by the assessor's order costs.
import { fold, h, table, tag, terms } from './dom.js';
import { basis, choices, counts, nothing, protocolLine, show } from './panel.js';
import { slope } from './slope.js';
import { whiskers } from './whiskers.js';
import { distinct, figure, interval, marked, metricColour, number, settingName } from './words.js';

const NEEDS = 'have assessors and at least two metrics that were evaluated in one setting';

export const asymmetryPanel = {
  id: 'asymmetry',
  title: '1 · Does the better judge teach better?',
  lead: 'Asymmetry is the share of pairs of metrics that their two lives order differently: as assessors, by SRCC against opinions, and as '
    + 'objectives, by the judges of the images that they teach. 0: the better assessor is always the better teacher; ½: unrelated; 1: reversed.',
  draw,
};

function draw(report, element) {
  if (!report.settings.some((s) => s.metrics.length)) {
    show(element, nothing(report, ['asymmetry'], NEEDS));
    return;
  }
  const headline = report.settings[0].family;
  const families = distinct([headline, ...report.settings.flatMap((s) => Object.keys(s.families))]);
  const chosen = choices(report, element, draw, {
    family: { label: 'Judges', options: families.map((f) => [f, f === headline ? `${f} (headline)` : f]) },
    judge: { label: 'Judge', options: [['', 'all of the family'], ...judgesOf(report, element, headline).map((id) => [id])] },
    scale: { label: 'Show', options: [['rank', 'ranks'], ['value', 'values']] },
  });
  const settings = report.settings.map((setting) => ({ setting, by: comparison(setting, chosen.family) })).filter(({ by }) => by);
  const cards = settings.map(({ setting, by }) => (chosen.judge ? judgeCard(report, setting, by, chosen.judge) : card(report, element, setting, by, chosen)));
  show(element, overview(report, settings, chosen.judge), h('div', { class: 'cards' }, cards), basis(protocolLine(report), report.protocol.rules.asymmetry && `asymmetry: ${report.protocol.rules.asymmetry}`));
}

/** The comparison by a family of judges: the headline's stands in the setting itself. */
const comparison = (setting, family) => (family === setting.family ? setting : setting.families[family]);

function judgesOf(report, element, headline) {
  const family = element.querySelector('select[name="family"]')?.value || headline;
  return distinct(report.settings.flatMap((s) => comparison(s, family)?.byJudge ?? []).map((j) => j.judge));
}

function overview(report, settings, judge) {
  const of = (by) => (judge ? by.byJudge.find((j) => j.judge === judge)?.asymmetry ?? { reason: 'not judged' } : by.asymmetry);
  const rows = (shown, read) => shown.map(({ setting, by }) => ({ label: settingName(setting.id), figure: read(by) }));
  const opposed = settings.filter(({ by }) => !by.amplification.reason?.startsWith('other settings'));
  return [
    whiskers(rows(settings, of), { title: 'Asymmetry; whiskers: what uncertain pairs leave open; broken line: unrelated', from: 0, to: 1, mark: null, marks: [0.5] }),
    judge || !opposed.length ? null : whiskers(rows(opposed, (by) => byLives(report, by.amplification)), { title: 'Amplification: asymmetry here − asymmetry without a discriminator, by the same judges', from: -0.5, to: 0.5 }),
    judge ? null : whiskers(rows(settings, (by) => byLives(report, by.regret)), { title: 'Regret: what choosing the loss by its score as assessor costs', unit: 'SD of judges', from: 0, to: 0.5 }),
  ];
}

function verdictOf(report, setting, headline) {
  if (setting.provisional || report.provisional) return tag('provisional, do not stop on this');
  if (!headline) return null;
  return setting.verdict ? tag(setting.verdict, setting.verdict === 'orders agree' ? 'good' : 'bad') : tag(`no verdict: ${setting.verdictReason ?? 'not given'}`);
}

function heading(report, setting, a, headline) {
  return [
    h('h3', {}, settingName(setting.id), ' ', verdictOf(report, setting, headline), a.proxy ? [' ', tag('proxy')] : null),
    h('p', { class: 'figure' }, number(a.value), ' ', h('small', {}, typeof a.low === 'number' ? interval(a) : a.reason ?? 'no interval', `, n = ${a.n} metrics${setting.alignedStep === undefined ? '' : `, step ${setting.alignedStep}`}`)),
  ];
}

function card(report, element, setting, by, { family, scale }) {
  return h('article', { class: 'card' },
    heading(report, setting, by.asymmetry, family === setting.family),
    by.metrics.length ? slope(by.metrics, scale) : h('p', { class: 'waiting' }, 'Waiting for both lives.'),
    basis(`n = ${counts(by.metrics.map((m) => m.assessor))} items, ${units(by.metrics, 'assessor')} contents; n = ${counts(by.metrics.map((m) => m.objective))} images of ${units(by.metrics, 'objective')} photographs; ${by.byJudge.length} judges of family ${family}`),
    terms([
      ['Certain reversals', by.reversals.map((pair) => pair.join(' ↔ ')).join(', ') || 'none'],
      ['Without common judge', by.undetermined.map((pair) => pair.join(' – ')).join(', ') || 'no pair'],
      ['Amplification', figure(byLives(report, by.amplification))], ['Regret', figure(byLives(report, by.regret))],
      ['Spearman', [...figure(byLives(report, by.spearman)), typeof by.spearman?.p === 'number' ? `, p = ${number(by.spearman.p, 3)} (least possible ${number(by.spearman.pMin, 3)}; metrics as a random sample)` : null]],
      ['Kendall', figure(byLives(report, by.kendall))], ['Judges agree (W)', figure(by.kendallW)],
      ['One judge left out', typeof by.leaveOneJudgeOut?.low === 'number' ? [`asymmetry ${number(by.leaveOneJudgeOut.low)} to ${number(by.leaveOneJudgeOut.high)} over ${by.leaveOneJudgeOut.n} judges`, report.protocol.proxy === undefined ? null : [' ', tag('proxy')]] : by.leaveOneJudgeOut?.reason ?? '–'],
    ]),
    fold(element, `table ${setting.id}`, 'Both lives as a table', table('Both lives', ['metric', 'assessor A', 'rank', 'objective O', 'rank', 'displacement'],
      by.metrics.map((m) => [m.id, h('td', {}, figure(m.assessor)), ranks(m.assessor), h('td', {}, figure(m.objective)), ranks(m.objective), h('td', {}, figure(byLives(report, m.displacement), 1))]))),
    family === setting.family ? fold(element, `steps ${setting.id}`, 'By step and by benchmark', steps(setting), benchmarks(setting)) : null);
}

/** What compares the two lives rests on what the assessors' life rests on. */
const byLives = (report, f) => marked(f, report.protocol.proxy !== undefined);

const units = (metrics, life) => counts(metrics.map((m) => ({ n: m[life]?.units })));
const ranks = (life) => (typeof life?.rank === 'number' ? `${number(life.rank, 1)} [${life.rankLow}, ${life.rankHigh}]` : '–');

const steps = (setting) => (setting.bySteps.length ? whiskers(setting.bySteps.map((s) => ({ label: `step ${s.step}`, figure: s.asymmetry })), { title: 'Asymmetry as training goes on', from: 0, to: 1, mark: null, marks: [0.5] }) : null);

const benchmarks = (setting) => (setting.asymmetryByBenchmark.length ? whiskers(setting.asymmetryByBenchmark.map((b) => ({ label: `${b.benchmark}${b.superResolutionLike ? ' (SR-like)' : ''}`, figure: b.asymmetry })), { title: 'Asymmetry by one benchmark alone', from: 0, to: 1, mark: null, marks: [0.5] }) : null);

function judgeCard(report, setting, by, id) {
  const judge = by.byJudge.find((j) => j.judge === id);
  if (!judge) return h('article', { class: 'card' }, h('h3', {}, settingName(setting.id)), h('p', { class: 'waiting' }, `${id} does not judge here: not evaluated yet, or kin to the discriminator.`));
  const rows = judge.metrics.map((m) => ({ label: judge.kin.includes(m.id) ? `${m.id} (kin, not counted)` : m.id, figure: m.centred, colour: metricColour(m.id) }));
  return h('article', { class: 'card' },
    heading(report, setting, judge.asymmetry, false),
    whiskers(rows, { title: `What ${id} says of each metric’s images, more is better`, unit: 'SD of the judge' }),
    terms(judge.metrics.map((m) => [m.id, ['in its own unit ', ...figure(m.score, 3)]])),
    judge.kin.length ? basis(`kin to ${judge.kin.join(', ')}: pairs with them are left to other judges`) : null);
}
