// Keeps the whole site for use offline. Every file but the page itself is named after its content,
// and the page is taken from this worker's own version: versions cannot mix.
const VERSION = '{{version}}';
const NAME = 'watchtrail-' + VERSION;
// Path → the hash the file must have: a half-published site is not kept.
const FILES = {{files}};
const PAGE = new URL('./', self.registration.scope).href;

const kept = (path) => new URL(path, PAGE).href;

async function keep() {
  const cache = await caches.open(NAME);
  await Promise.all(Object.entries(FILES).map(async ([path, integrity]) => {
    const url = kept(path);
    // What an earlier version kept under the same name has the same content.
    const old = path.startsWith('assets/') && await caches.match(url);
    const answer = old || await fetch(new Request(url, { integrity, cache: 'no-cache' }));
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    await cache.put(url, answer);
  }));
}

async function install() {
  const had = await caches.has(NAME);
  try {
    await keep();
  } catch (error) {
    // Half a version must not pass for the one before the next.
    if (!had) await caches.delete(NAME);
    throw error;
  }
  await self.skipWaiting();
}

// The version before stays too, for tabs that still run it.
async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith('watchtrail-'));
  const older = names.filter((name) => name !== NAME).slice(0, -1);
  await Promise.all(older.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request) {
  const url = request.url.split('#')[0].split('?')[0];
  if (request.mode === 'navigate' && (url === PAGE || url === kept('index.html'))) {
    const page = await caches.match(kept('./'), { cacheName: NAME });
    if (page) return page;
  }
  return (await caches.match(url)) || fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET' || !event.request.url.startsWith(PAGE)) return;
  event.respondWith(answer(event.request));
});
