// Finding 3: patch-level against vanilla discriminators, by backbone.
import { choices, basis, counts, nothing, protocolLine, show } from './panel.js';
import { contrastCharts, contrastTable, familiesOf } from './contrasts.js';

export const patchPanel = {
  id: 'patch',
  title: '3 · What does judging patches give a discriminator?',
  lead: 'Images of a patch-level discriminator less those of a vanilla one of the same backbone, mean over metrics, by each judge that is kin to neither: above 0, patches are better.',
  draw,
};

function draw(report, element) {
  const families = familiesOf(report, report.patchGain);
  if (!families.length) {
    show(element, nothing(report, ['patchGain'], 'have two settings of one backbone, initialisation and weight, one at level patch and one at level vanilla'));
    return;
  }
  const { family } = choices(report, element, draw, { family: { label: 'Judges', options: families.map(({ name }) => [name]) } });
  const { of } = families.find(({ name }) => name === family);
  show(element, contrastCharts(of, (c) => `${c.subject}: ${c.setting} − ${c.against}`), contrastTable(element, 'patch', of), basis(`n = ${counts(of.map((c) => c.centred))} images`, protocolLine(report)));
}
