// What is known of the study that is shown: items as they came over the WebSocket.

export const KINDS = ['progress', 'runs', 'scalars', 'scores', 'images', 'report'];
export const state = {};

/** Kinds that changed since they were drawn. */
export const dirty = new Set();

export function forget() {
  Object.assign(state, { progress: null, report: null, runs: new Map(), scalars: new Map(), scores: new Map(), images: new Map() });
  KINDS.forEach((kind) => dirty.add(kind));
}

export function take(item) {
  if (item.kind === 'progress' || item.kind === 'report') state[item.kind] = item.value;
  else if (item.kind === 'scalars') state.scalars.set(item.key, extended(state.scalars.get(item.key), item.value));
  else state[item.kind].set(item.key, item.value);
  dirty.add(item.kind);
}

/** Points beyond `after` are replaced by the new ones. */
function extended(known, news) {
  const kept = known && news.after !== undefined ? known.steps.filter((step) => step <= news.after).length : 0;
  const old = (name) => {
    const at = known ? known.names.indexOf(name) : -1;
    return at < 0 ? new Array(kept).fill(null) : known.columns[at].slice(0, kept);
  };
  return {
    names: news.names,
    steps: [...(known ? known.steps.slice(0, kept) : []), ...news.steps],
    columns: news.names.map((name, i) => [...old(name), ...news.columns[i]]),
  };
}
