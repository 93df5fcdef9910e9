// The connection: comes back by itself and goes on where it was.
import { KINDS, take } from './state.js';
import { duration } from './words.js';

const live = { study: '', socket: null, token: null, seq: null, wait: 500, heard: 0, again: 0, begin: () => {} };

/** @param begin called before a snapshot's items are taken */
export function follow(study, begin) {
  Object.assign(live, { study, begin, token: null });
  connect();
}

function connect() {
  clearTimeout(live.timer);
  live.socket?.close();
  if (!live.study) return;
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`);
  live.socket = socket;
  socket.onopen = () => socket.send(JSON.stringify({ type: 'subscribe', studies: [live.study], kinds: KINDS, ...(live.token ? { resume: live.token } : {}) }));
  socket.onmessage = (message) => { if (socket === live.socket) hear(JSON.parse(message.data)); };
  socket.onclose = () => { if (socket === live.socket) retry(); };
}

function retry() {
  live.socket = null;
  live.wait = Math.min(live.wait * 2, 15_000);
  live.again = Date.now() + live.wait * (0.5 + Math.random() / 2);
  live.timer = setTimeout(connect, live.again - Date.now());
}

function hear(frame) {
  live.heard = Date.now();
  live.wait = 500;
  if (frame.token) live.token = frame.token;
  if (!frame.items) return;
  if (frame.previous === undefined) {
    if (frame.type === 'snapshot') live.begin();
  } else if (frame.previous !== live.seq) {
    live.token = null; // a frame is missing: begin anew
    connect();
    return;
  }
  live.seq = frame.seq;
  if (frame.items.some((item) => item.kind === 'progress' && item.value.status === 'forgotten')) live.begin();
  frame.items.forEach(take);
}

export const following = () => live.socket !== null;

export function drawConnection(element) {
  const age = Math.round((Date.now() - live.heard) / 1000);
  const open = live.socket?.readyState === WebSocket.OPEN && age < 12;
  const data = live.heard ? `data ${duration(age)} old` : 'no data yet';
  element.className = `pill ${open ? 'live' : live.socket || !live.study ? '' : 'lost'}`;
  if (open) element.textContent = `live · ${data}`;
  else if (!live.study) element.textContent = 'waiting for a study';
  else element.textContent = live.socket ? `connecting · ${data}` : `disconnected · ${data} · again in ${Math.max(0, Math.ceil((live.again - Date.now()) / 1000))} s`;
}
