// How the figures came about: everything that must be known to trust or repeat them.
import { fold, h, table, tag, terms } from './dom.js';
import { show } from './panel.js';
import { figure, marked, number } from './words.js';

export const protocolPanel = { id: 'protocol', title: 'Protocol', draw };

function draw(report, element) {
  const { protocol } = report;
  show(element,
    terms([
      ['As of', `metrics partition ${report.asOf.partition}, offset ${report.asOf.offset}; computed ${new Date(report.generatedAt).toLocaleString()} by Chiral ${report.version}`],
      ['Specification', protocol.specDigest ? `sha256 ${protocol.specDigest}` : '–'], ['Fixed before the first run', protocol.registration ? `specification, kin and weights, sha256 ${protocol.registration.digest}` : '–'], ['Generator', protocol.generator],
      ['Steps', protocol.finalStep === undefined ? '–' : `evaluated at ${protocol.steps.join(', ')}; declared final step ${protocol.finalStep}`],
      ['Seeds', protocol.seeds.join(', ')],
      ['Splits', protocol.splits ? `${protocol.splits.count} by content, ${Math.round(100 * protocol.splits.testShare)} % held out, seed ${protocol.splits.seed}` : '–'],
      ['Headline', protocol.headline], ['Replicates', String(protocol.replicates)],
    ].map(([term, value]) => [term, value ?? '–'])),
    protocol.missing.length ? [h('h3', {}, 'Not told'), h('ul', {}, protocol.missing.map((line) => h('li', {}, line)))] : null,
    protocol.judges.length ? fold(element, 'judges', `Judges (${protocol.judges.length})`, table('Judges', ['judge', 'family', 'better', 'SD', 'scores'], protocol.judges.map((j) => [j.id, j.family, j.higherIsBetter ? 'higher' : 'lower', number(j.deviation, 4), j.scores]))) : null,
    protocol.registration?.kin.length ? fold(element, 'kin', 'Who may not judge whom', table('Kin', ['judge', 'metrics', 'settings'], protocol.registration.kin.map((k) => [k.judge, k.metrics.join(', '), k.settings.join(', ')]))) : null,
    protocol.registration && Object.keys(protocol.registration.weights).length ? fold(element, 'weights-used', 'Published weights', terms(Object.entries(protocol.registration.weights).map(([id, digest]) => [id, `sha256 ${digest}`]))) : null,
    report.assessors.length ? fold(element, 'assessors', 'Metrics as assessors, on each benchmark', table('Medians over splits, on held-out contents; RMSE in units of the opinion', ['metric', 'benchmark', 'SRCC', 'KRCC', 'PLCC', 'PLCC, 4 par.', 'RMSE, 4 par.', 'PLCC, 5 par.', 'RMSE, 5 par.', 'splits', 'contents'],
      report.assessors.map((a) => [a.metric, h('td', {}, a.benchmark, ' ', a.proxy ? tag('proxy') : ''), ...[a.srcc, a.krcc, a.plcc, a.plcc4, a.rmse4, a.plcc5, a.rmse5].map((f) => h('td', {}, figure(marked(f, a.proxy), 3))), String(a.splits), String(a.contents)]))) : null,
    protocol.fairWeights.length ? fold(element, 'fair', 'Fair weights of the metrics', table('Measured once at the shared start', ['metric', 'seed', 'at factor', '‖∂L1/∂ŷ‖', '‖∂f/∂ŷ‖', 'weight'], protocol.fairWeights.map((w) => [w.metric, String(w.seed), w.fidelityScale === undefined ? undefined : String(w.fidelityScale), ...[w.pixelNorm, w.fidelityNorm, w.weight].map((v) => v.toPrecision(4))]))) : null,
    protocol.benchmarks.length ? fold(element, 'benchmarks', 'How assessors’ scores were made', table('Benchmarks', ['benchmark', 'metric', 'scores'], protocol.benchmarks.flatMap((b) => Object.entries(b.scores).map(([metric, text]) => [b.id, metric, text])))) : null,
    fold(element, 'rules', 'How figures are computed', terms(Object.entries(protocol.rules))));
}
