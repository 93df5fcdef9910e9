// The panels of a report, in order: the same in the live page and in a report's own file. A panel is
// { id, title, lead, draw(report, element) } in a module of its own.
import { artefactsPanel } from './artefacts.js';
import { asymmetryPanel } from './asymmetry.js';
import { backbonesPanel } from './backbones.js';
import { h } from './dom.js';
import { patchPanel } from './patch.js';
import { peoplePanel } from './people.js';
import { protocolPanel } from './protocol.js';
import { transferPanel } from './transfer.js';
import { weightsPanel } from './weights.js';
import { whyPanel } from './why.js';

const FINDINGS = [
  asymmetryPanel,
  artefactsPanel,
  transferPanel,
  patchPanel,
  backbonesPanel,
  weightsPanel,
  peoplePanel,
  whyPanel,
];

const BASIS = [protocolPanel];

/** Makes a section of each panel, empty until the first report. */
export function layFindings(findings, basis) {
  findings.replaceChildren(...FINDINGS.map(section));
  basis.replaceChildren(...BASIS.map(section));
}

function section({ id, title, lead }) {
  return h('section', { 'aria-labelledby': `t-${id}` },
    h('h2', { id: `t-${id}` }, title), lead ? h('p', { class: 'lead' }, lead) : null,
    h('div', { id }, h('p', { class: 'waiting' }, 'Waiting for the first report.')));
}

export function drawFindings(report) {
  [...FINDINGS, ...BASIS].forEach(({ id, draw }) => draw(report, document.getElementById(id)));
}
