// Finding 2, second half: what an assessor gains from where it starts.
import { fold, h, table } from './dom.js';
import { basis, counts, nothing, protocolLine, show } from './panel.js';
import { whiskers } from './whiskers.js';
import { colour, distinct, figure, marked } from './words.js';

const KINDS = ['published', 'discriminator'];

export const transferPanel = {
  id: 'transfer',
  title: '2b · Are discriminators good starting points for assessors?',
  lead: 'SRCC of an assessor that starts from published weights or from a trained discriminator, less that of the same architecture started at random, on the same test parts. '
    + 'Share: how much of the published weights’ gain the discriminator’s give.',
  draw,
};

function draw(report, element) {
  const { transfer: all, protocol } = report;
  if (!all.length) {
    show(element, nothing(report, ['transfer'], 'compare initialisations (assessment.transfers: random, published, discriminator)'));
    return;
  }
  const proxies = protocol.benchmarks.filter((b) => b.proxy).map((b) => b.id);
  const proxy = (t) => proxies.includes(t.benchmark);
  const several = distinct(all.map((t) => t.benchmark)).length > 1;
  const rows = (read) => all.filter(read).map((t) => ({ label: `${t.architecture}, ${t.initialisation}${several ? `, ${t.benchmark}` : ''}`, figure: marked(read(t), proxy(t)), colour: colour(KINDS.indexOf(t.initialisation)) }));
  const shares = rows((t) => (t.initialisation === 'published' ? null : t.share));
  show(element,
    whiskers(rows((t) => t.transfer), { title: 'SRCC gained over a random start', from: 0, digits: 3 }),
    whiskers(rows((t) => t.overDiscriminator), { title: 'SRCC gained over the discriminator’s start', from: 0, digits: 3 }),
    shares.length ? whiskers(shares, { title: 'Share of the published weights’ gain, by Fieller’s interval', from: 0, to: 1, marks: [1] }) : null,
    fold(element, 'transfer', 'As a table', table('SRCC gained', ['architecture', 'initialisation', 'benchmark', 'over random', 'share', 'over the discriminator’s'],
      all.map((t) => [t.architecture, t.initialisation, t.benchmark, h('td', {}, figure(marked(t.transfer, proxy(t)), 3)), h('td', {}, figure(marked(t.share, proxy(t)))), h('td', {}, t.overDiscriminator ? figure(marked(t.overDiscriminator, proxy(t)), 3) : '')]))),
    origins(all),
    basis(`n = ${counts(all.map((t) => t.transfer))} items`, protocol.splits && `${protocol.splits.count} splits by content, ${number100(protocol.splits.testShare)} % held out`, protocolLine(report)));
}

/** Whose discriminators: without it a transfer can't be repeated. */
function origins(all) {
  const of = all.filter((t) => t.origin);
  return of.length
    ? table('Whose discriminators those assessors began with', ['architecture', 'benchmark', 'setting', 'metric', 'step', 'seeds', 'batch norms'],
      of.map(({ architecture, benchmark, origin: o }) => [architecture, benchmark, o.setting, o.metric, String(o.step), o.runSeeds?.length ? o.runSeeds.join(', ') : `${o.seeds}, not listed`, o.batchNorm]))
    : null;
}

const number100 = (share) => Math.round(100 * share);
