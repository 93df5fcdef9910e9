// What people said of the outputs, and where to ask them.
import { h, table } from './dom.js';
import { basis, protocolLine, show } from './panel.js';
import { whiskers } from './whiskers.js';
import { distinct, figure, metricColour, settingName } from './words.js';

/** Fewer raters speak for themselves only: the intervals leave people's variety out. */
const FEW_RATERS = 6;

export const peoplePanel = {
  id: 'people',
  title: 'What do people prefer?',
  lead: 'Bradley–Terry abilities from blind comparisons of two outputs of one photograph, in logits: 1 apart, the better one is preferred 73 times of 100. '
    + 'Mean opinions from ratings, 1 (bad) to 5 (excellent), freed of how kind each rater is.',
  draw,
};

function draw(report, element) {
  const { people, study } = report;
  // A report in a file of its own has no server to ask at.
  const ask = location.protocol === 'file:' ? null
    : h('p', {}, h('a', { href: `/blind.html#${encodeURIComponent(study)}` }, 'Compare images blind'), ' and add your opinion.');
  if (!people) {
    show(element, h('p', { class: 'waiting' }, 'Nobody has been asked yet.'), ask);
    return;
  }
  const compared = people.outputs.filter((output) => output.ability.n > 0);
  show(element,
    h('p', {}, `${people.raters} ${people.raters === 1 ? 'rater' : 'raters'}, ${people.preferences} comparisons, ${people.ratings} ratings. `,
      people.judge ? `The judge people is made of the ${people.judge}.` : `Exploratory: no judge is made of them (${people.judgeReason ?? 'no reason given'}).`,
      people.raters < FEW_RATERS ? ` Intervals hold for these raters only: fewer than ${FEW_RATERS}.` : ''),
    distinct(compared.map((output) => output.setting)).map((setting) => whiskers(
      compared.filter((output) => output.setting === setting).map((output) => ({ label: name(output, compared), figure: output.ability, colour: metricColour(output.metric) })),
      { title: settingName(setting), unit: 'logits' })),
    table('Outputs that people saw', ['setting', 'metric', 'step', 'ability', 'mean opinion'],
      people.outputs.map((output) => [settingName(output.setting), output.metric, String(output.step), h('td', {}, figure(output.ability)), h('td', {}, figure(output.meanOpinion))])),
    ask, basis(`${people.raters} raters`, protocolLine(report)));
}

const name = (output, all) => (distinct(all.map((each) => each.step)).length > 1 ? `${output.metric}, step ${output.step}` : output.metric);
