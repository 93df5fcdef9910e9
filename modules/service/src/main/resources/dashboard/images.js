// Tiles of the outputs, one laid over another.
import { options } from './dom.js';
import { distinct } from './words.js';

const $ = (id) => document.getElementById(id);
const CHOICES = [['image-setting', 'setting'], ['image-metric', 'metric'], ['image-seed', 'seed'], ['image-step', 'step']];

export function drawImages(images) {
  const all = [...images.values()];
  $('images').hidden = all.length === 0;
  $('no-images').hidden = all.length > 0;
  if (!all.length) return;
  const outputs = all.filter((tiles) => tiles.cell.role !== 'baseline');
  let left = outputs.length ? outputs : all;
  options($('image'), distinct(all.flatMap((t) => t.tiles.map((tile) => tile.image))).map((i) => [i]));
  for (const [id, field] of CHOICES) {
    const values = distinct(left.map((t) => t.cell[field])).sort((a, b) => (typeof a === 'number' ? b - a : a < b ? -1 : 1));
    options($(id), values.map((v) => [v]));
    left = left.filter((t) => t.cell[field] === undefined || String(t.cell[field]) === $(id).value);
  }
  const image = $('image').value;
  compare(image, new Map([...all.filter((t) => t.cell.role === 'baseline'), ...left].flatMap((t) => t.tiles.filter((tile) => tile.image === image).map((tile) => [tile.view, tile]))));
}

function compare(image, views) {
  const names = ['output', 'bicubic', 'lr', 'hr'].filter((view) => views.has(view));
  const fresh = !$('right').dataset.options;
  options($('left'), (views.has('bicubic') ? ['bicubic', ...names.filter((n) => n !== 'bicubic')] : names).map((n) => [n]));
  options($('right'), names.map((n) => [n]));
  if (fresh && views.has('output')) $('right').value = 'output';
  for (const [element, select] of [[$('over'), $('left')], [$('under'), $('right')]]) {
    const tile = views.get(select.value);
    if (!tile) continue;
    const source = `/api/v1/images/${tile.digest}.png`;
    if (element.getAttribute('src') !== source) element.setAttribute('src', source);
    element.alt = `${select.value} of ${image}, ${tile.width} by ${tile.height} pixels`;
  }
}
