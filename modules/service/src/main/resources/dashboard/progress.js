// How far the study is.
import { h, tag, terms } from './dom.js';
import { duration } from './words.js';

export function drawProgress(progress, element) {
  const p = progress;
  if (!p) return;
  const counts = Object.entries(p.byStatus).map(([status, n]) => `${n} ${status}`).join(', ');
  element.className = '';
  element.replaceChildren(
    h('h3', {}, p.outline?.title ?? '', ' ', tag(p.status, p.status === 'ended' ? 'good' : '')),
    h('progress', { max: Math.max(1, p.steps), value: p.stepsDone, 'aria-label': 'steps done' }),
    terms([
      ['Steps', `${p.stepsDone} of ${p.steps}`], ['Runs', `${p.runs}: ${counts || 'none yet'}`],
      ['Time left', p.status === 'ended' ? 'none' : duration(p.secondsLeft)],
      ...(p.outline ? [['Generator', `${p.outline.generator} ×${p.outline.scale}, seeds ${p.outline.seeds.join(', ')}`]] : []),
    ]));
}
