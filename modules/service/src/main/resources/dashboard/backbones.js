// Finding 4: convolutional against Transformer discriminators, and how steadily each trains.
import { fold, h, table } from './dom.js';
import { basis, choices, counts, nothing, protocolLine, show } from './panel.js';
import { contrastCharts, contrastTable, familiesOf } from './contrasts.js';
import { whiskers } from './whiskers.js';
import { figure, settingName } from './words.js';

export const backbonesPanel = {
  id: 'backbones',
  title: '4a · Convolutional or Transformer discriminators?',
  lead: 'A contrast of the named backbones, not of their classes: above 0, the images of the convolutional one are better. Beside it, how steadily each discriminator trained.',
  draw,
};

function draw(report, element) {
  show(element, gain(report, element), discriminators(report), stability(report, element));
}

/** A contrast of backbones is one of all that differs between them. */
function discriminators({ discriminators: all = [] }) {
  return all.length
    ? table('To be read beside it: what each discriminator is', ['setting', 'level', 'backbone', 'kind', 'parameters', 'first weights', 'pretrained on', 'weight'],
      all.map((d) => [d.setting, d.level, d.cut ? `${d.backbone} up to ${d.cut}` : d.backbone, d.architecture ?? 'not known', typeof d.parameters === 'number' ? d.parameters.toLocaleString('en') : 'not known', d.initialisation, d.pretraining ?? 'nothing', String(d.weight)]))
    : null;
}

function gain(report, element) {
  const families = familiesOf(report, report.convolutionGain);
  if (!families.length) {
    return nothing(report, ['convolutionGain'], 'have two settings that differ in the backbone alone, one convolutional (vgg16, resnet50, convnext-t) and one a Transformer (swin-t, dinov2-s14, clip-vit-b16)');
  }
  const { family } = choices(report, element, draw, { family: { label: 'Judges', options: families.map(({ name }) => [name]) } });
  const { of } = families.find(({ name }) => name === family);
  return [contrastCharts(of, (c) => `${c.subject}: ${c.setting} − ${c.against}`), contrastTable(element, 'convolution', of), basis(`n = ${counts(of.map((c) => c.centred))} images`, protocolLine(report))];
}

function stability(report, element) {
  const all = report.stability;
  if (!all.length) return nothing(report, ['stability'], 'have a setting with a discriminator');
  const rows = (read) => all.map((s) => ({ label: settingName(s.setting), figure: read(s) }));
  return [
    whiskers(rows((s) => s.failed), { title: 'Share of runs that failed (diverged)', from: 0, to: 1, mark: null }),
    whiskers(rows((s) => s.guarded), { title: 'Share of runs with a value that is not finite', from: 0, to: 1, mark: null }),
    whiskers(rows((s) => s.unsteady).filter((row) => row.figure), { title: 'Share of runs that failed or had such a value', from: 0, to: 1, mark: null }),
    whiskers(rows((s) => s.marginDrift), { title: 'Drift of the discriminator’s margin, last quarter − first quarter of the steps' }),
    fold(element, 'stability', 'As a table', table('Stability', ['setting', 'backbone', 'failed', 'guarded', 'failed or guarded', 'margin drift'], all.map((s) => [s.setting, s.backbone, ...[s.failed, s.guarded, s.unsteady, s.marginDrift].map((f) => h('td', {}, figure(f)))]))),
    basis(`n = ${counts(all.map((s) => s.failed))} runs a setting`),
  ];
}
