// How things are said, the same in every panel.
import { h, tag } from './dom.js';

const study = { metrics: [], settings: [] };

/** Makes the study's metrics and settings known, for colours and names. */
export function introduce(outline) {
  study.metrics = outline?.metrics ?? [];
  study.settings = outline?.settings ?? [];
}

export const colour = (index) => `var(--c${((index % 8) + 8) % 8})`;
export const metricIndex = (id) => Math.max(0, study.metrics.indexOf(id));
export const metricColour = (id) => colour(metricIndex(id));
export const distinct = (values) => [...new Set(values.filter((v) => v !== undefined && v !== null))];

export function settingName(id) {
  const setting = study.settings.find((s) => s.id === id);
  if (id === 'none') return 'none (no discriminator)';
  return setting?.level ? `${id} (${setting.level}, ${setting.backbone})` : id;
}

/** A number for people; an absent one is a dash. */
export function number(value, digits = 2) {
  if (typeof value !== 'number') return '–';
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}

export function interval(f, digits = 2) {
  return typeof f?.low === 'number' && typeof f?.high === 'number' ? `[${number(f.low, digits)}, ${number(f.high, digits)}]` : 'no interval';
}

/** A figure never without its interval and n, or the reason why there is none. */
export function figure(f, digits = 2) {
  if (!f) return ['–'];
  const reason = f.reason ? h('span', { class: 'small' }, ` (${f.reason})`) : null;
  if (typeof f.value !== 'number') return ['–', reason];
  return [`${number(f.value, digits)} ${interval(f, digits)}, n = ${f.n}`, f.proxy ? [' ', tag('proxy')] : null, reason].flat();
}

/** The figure with the mark that it rests on proxy opinions, where it does and bears none itself. */
export const marked = (f, proxy) => (f && proxy ? { ...f, proxy: true } : f);

export function duration(seconds) {
  if (typeof seconds !== 'number') return 'not known yet';
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
