// A spare of each answer file, in Cache Storage: after a kill of the whole browser, Chromium may find its database broken and make
// an empty one. A spare is read only into a new database. Where a browser keeps no spares, answers are in the database alone.

const CACHE = "care-lab-spares"; // no name that `service_worker.js` takes for an old version of the course
const address = (notebook) => `${location.origin}/${CACHE}/${notebook}`;
const notebookOf = ({ url }) => new URL(url).pathname.replace(`/${CACHE}/`, "");

// Keep a notebook's spare. The one before it goes only when this one is there, so that a kill leaves one of the two.
export async function keepSpare(notebook, text) {
  try {
    const cache = await caches.open(CACHE);
    const before = await cache.keys(address(notebook), { ignoreSearch: true });
    await cache.put(`${address(notebook)}?${crypto.randomUUID()}`, new Response(text));
    await Promise.all(before.map((old) => cache.delete(old)));
  } catch (error) { console.warn("no spare of the answers", error); }
}

// All spares as a map from the notebook to the text of its answers. Of two, the newer counts, unless a kill left a part of it.
export async function spares() {
  const found = new Map();
  try {
    const cache = await caches.open(CACHE);
    for (const request of await cache.keys()) {
      try {
        const text = await (await cache.match(request)).text();
        JSON.parse(text);
        found.set(notebookOf(request), text);
      } catch { /* a part of one */ }
    }
  } catch (error) { console.warn("no spares", error); }
  return found;
}

// Delete every spare.
export async function clearSpares() {
  if (!await globalThis.caches?.has(CACHE).catch(() => false)) return;
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) await cache.delete(request);
  await caches.delete(CACHE);
}
