// The course without internet after the first visit: every file of this version is kept, and asked for here first.

const OURS = `carelab ${registration.scope} `; // another copy of the course may be on the same host
const VERSION = `${OURS}@@VERSION@@`;
const FILES = @@FILES@@;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(VERSION);
    await cache.addAll(FILES.map((name) => new Request(name, { cache: "no-cache" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== VERSION) await caches.delete(name);
    await self.clients.claim();
  })());
});

// Files with a hash in their name never change; a page is asked for anew, and taken from here without internet.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith((async () => {
    const cache = await caches.open(VERSION);
    const page = request.mode === "navigate";
    const address = page && request.url.endsWith("/") ? `${request.url}index.html` : request.url;
    if (!page) return (await cache.match(address, { ignoreSearch: true })) ?? fetch(request);
    try { return await fetch(request, { cache: "no-cache" }); } catch { return (await cache.match(address, { ignoreSearch: true })) ?? Response.error(); }
  })());
});
