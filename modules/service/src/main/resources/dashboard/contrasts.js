// Contrasts between settings, by each judge: charts of the centred differences, tables of both.
import { fold, h, table } from './dom.js';
import { whiskers } from './whiskers.js';
import { colour, distinct, figure } from './words.js';

/** Families of the report's judges, headline first, with the judges that the contrasts have. */
export function familiesOf(report, contrasts) {
  const family = (id) => report.protocol.judges.find((j) => j.id === id)?.family ?? 'other';
  const found = distinct(contrasts.map((c) => family(c.judge)));
  const { headline } = report.protocol;
  return [...found.filter((f) => f === headline), ...found.filter((f) => f !== headline)].map((name) => ({ name, of: contrasts.filter((c) => family(c.judge) === name) }));
}

/** One chart a subject. */
export function contrastCharts(contrasts, title) {
  const judges = distinct(contrasts.map((c) => c.judge));
  return distinct(contrasts.map((c) => c.subject)).map((subject) => {
    const of = contrasts.filter((c) => c.subject === subject);
    const several = distinct(of.map((c) => `${c.setting} ${c.against}`)).length > 1;
    return whiskers(of.map((c) => ({ label: several ? `${c.judge}: ${c.setting} − ${c.against}` : c.judge, figure: c.centred, colour: colour(judges.indexOf(c.judge)) })),
      { title: `${title(of[0])}`, unit: 'SD of the judge' });
  });
}

export function contrastTable(element, key, contrasts) {
  return fold(element, key, 'As a table, in the judges’ own units too', table('Mean over the metrics that both settings have; more is better', ['of', 'setting', 'against', 'judge', 'difference in its unit', 'centred, in SD'],
    contrasts.map((c) => [c.subject, c.setting, c.against, c.judge, h('td', {}, figure(c.difference, 3)), h('td', {}, figure(c.centred))])));
}
