// What a reader must bear in mind before any figure.
import { h } from './dom.js';
import { distinct } from './words.js';

/** What the report itself says, in order of weight. */
export function warnings(report, notice) {
  const said = distinct([notice, report?.protocol.notice]);
  if (!report) return said;
  if (report.provisional) said.push(`Provisional: do not stop on this. Awaited: ${report.awaited.slice(0, 4).join('; ') || 'nothing more'}${report.awaited.length > 4 ? ' …' : ''}`);
  if (report.protocol.proxy) said.push(`Proxy: ${report.protocol.proxy} stands in for people's opinions.`);
  if (report.conditionalOnRuns && report.protocol.seeds.length === 1) said.push('Conditional on these very runs: the study has one seed.');
  else if (report.conditionalOnRuns && !report.provisional) said.push('Conditional on these very runs: no cell was repeated over seeds.');
  if (report.faults.length) said.push(`${report.faults.length} measurements came with two values, a fault of this program: ${report.faults[0].key}`);
  return said;
}

export const drawNotices = (element, said) => element.replaceChildren(...said.map((text) => h('li', {}, text)));
