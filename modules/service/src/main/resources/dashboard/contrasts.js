// Contrasts between settings, by each judge: charts of the centred differences, tables of both.
import { fold, h, table } from './dom.js';
import { whiskers } from './whiskers.js';
import { colour, distinct, figure } from './words.js';

/** Families of the report's judges, headline first, with the judges that the contrasts have. */
export function familiesOf(report, contrasts) {
  const family = (c) => c.family || (report.protocol.judges.find((j) => j.id === c.judge)?.family ?? 'other');
  const found = distinct(contrasts.map(family));
  const { headline } = report.protocol;
  return [...found.filter((f) => f === headline), ...found.filter((f) => f !== headline)].map((name) => ({ name, of: contrasts.filter((c) => family(c) === name) }));
}

/** Without a judge it is the mean over the family's. */
const judgeOf = (c) => c.judge ?? 'mean over judges';

/** One chart a subject. */
export function contrastCharts(contrasts, title) {
  const judges = distinct(contrasts.map(judgeOf));
  return distinct(contrasts.map((c) => c.subject)).map((subject) => {
    const of = contrasts.filter((c) => c.subject === subject);
    const several = distinct(of.map((c) => `${c.setting} ${c.against}`)).length > 1;
    return whiskers(of.map((c) => ({ label: several ? `${judgeOf(c)}: ${c.setting} − ${c.against}` : judgeOf(c), figure: c.centred, colour: colour(judges.indexOf(judgeOf(c))) })),
      { title: `${title(of[0])}`, unit: 'SD of the judge' });
  });
}

export function contrastTable(element, key, contrasts) {
  return fold(element, key, 'As a table, in the judges’ own units too', table('Mean over the metrics that both settings have; more is better', ['of', 'setting', 'against', 'judge', 'difference in its unit', 'centred, in SD'],
    contrasts.map((c) => [c.subject, c.setting, c.against, judgeOf(c), h('td', {}, figure(c.difference, 3)), h('td', {}, figure(c.centred))])));
}
