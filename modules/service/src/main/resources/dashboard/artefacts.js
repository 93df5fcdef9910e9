// Finding 2, first half: discriminators suppress artefacts.
import { basis, counts, nothing, protocolLine, show } from './panel.js';
import { contrastTable } from './contrasts.js';
import { whiskers } from './whiskers.js';
import { distinct, settingName } from './words.js';

export const artefactsPanel = {
  id: 'artefacts',
  title: '2a · Do discriminators suppress artefacts?',
  lead: 'An artefact measure of the outputs without a discriminator less that with one, mean over metrics: above 0, the discriminator suppresses.',
  draw,
};

function draw(report, element) {
  const { artefactSuppression: all } = report;
  show(element, all.length
    ? [distinct(all.map((c) => c.judge)).map((judge) => whiskers(all.filter((c) => c.judge === judge).map((c) => ({ label: settingName(c.setting), figure: c.centred })), { title: `By ${judge}`, unit: 'SD of the measure' })),
      contrastTable(element, 'artefacts', all), basis(`n = ${counts(all.map((c) => c.centred))} images`, protocolLine(report))]
    : nothing(report, ['artefactSuppression'], 'name an artefact measure (checkerboard) among its judges, and have a setting none beside one with a discriminator'));
}
