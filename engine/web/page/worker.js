// The service worker of a page that was exported with --offline: it keeps all files of this export. The
// page itself is asked for anew each time, so that another export comes through; the rest never changes.

const NAMES = $names;
const KEPT_BY_US = "estragon " + registration.scope + " ";
const KEPT = KEPT_BY_US + "$version";

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(NAMES)));
});

addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(keptPage));
  } else if (event.request.method === "GET") {
    event.respondWith(keptFile(event.request).then((kept) => kept || fetch(event.request)));
  }
});

// A host may have sent index.html from elsewhere, which browsers do not take for a page that is kept.
async function keptPage() {
  const kept = await keptFile("index.html");
  return new Response(kept.body, kept);
}

async function keptFile(request) {
  return (await caches.open(KEPT)).match(request);
}

async function forgetOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith(KEPT_BY_US) && name !== KEPT) {
      await caches.delete(name);
    }
  }
}
