// JupyterLab in the website without internet after the first visit. This stands before JupyterLite's own service worker, which keeps
// files only until the browser puts it to sleep, and never the lists of notebooks.

const OURS = `carelab ${registration.scope} `; // another copy of the course may be on the same host
const VERSION = `${OURS}@@VERSION@@`;
const FILES = @@FILES@@;
const LITES_OWN = /\/api\/(drive|stdin|service-worker-heartbeat)/;
const NEVER_CHANGES = /[-.][0-9a-f]{7,}[./]/; // a hash in a file's or a folder's name

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => Promise.all(FILES.map((name) => cache.add(new Request(name, { cache: "no-cache" })).catch(() => {})))));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== VERSION) await caches.delete(name);
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || LITES_OWN.test(pathname)) return;
  event.stopImmediatePropagation();
  event.respondWith(find(request, origin + pathname));
});

// Pyodide and the store of answers are among the files that the pages keep.
async function find(request, address) {
  const kept = async () => await (await caches.open(VERSION)).match(address) ?? caches.match(address);
  const found = NEVER_CHANGES.test(address) ? await kept() : undefined;
  if (found) return found;
  try {
    const got = await fetch(request);
    if (got.ok) await (await caches.open(VERSION)).put(address, got.clone()).catch(() => {}); // the browser may have no room
    return got;
  } catch { return (await kept()) ?? Response.error(); }
}
