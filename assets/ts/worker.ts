// The service worker of a hosted site: what was visited, and the whole search,
// is there without a network. It serves one version of the site and no other; a
// new version is a new worker, which waits until the reader asks for it.
import { each, Elsewhere, Store } from './offline/store';

declare const self: ServiceWorkerGlobalScope;

const version = 'HINDSIGHT-VERSION'; // internal/site/offline.go puts the hash of offline.json here
const root = new URL('./', self.location.href).href;
const store = new Store(root, version);

/** What is kept of every version: all that pages load, the search, and where one begins. */
const always = /^(css|js|img|icons|fonts|search)\/|^(index|search|offline)\.html$|^manifest\.webmanifest$/;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(root) && url !== self.location.href) event.respondWith(answer(event));
});
self.addEventListener('message', (event) => {
  if (event.data === 'activate') void self.skipWaiting();
  if (event.data === 'version') event.ports[0].postMessage(version);
});

/** Keeps what is always kept, what earlier versions kept, and the pages that are open; all of it or nothing. */
async function install(): Promise<void> {
  const files = await store.files();
  const earlier = (await Store.all(root)).filter((s) => s.version !== version);
  const wanted = new Set([...files.keys()].filter((path) => always.test(path)));
  for (const old of earlier) {
    const saved = await old.isSaved();
    if (saved) await store.markSaved();
    for (const path of saved ? files.keys() : await old.kept()) if (files.has(path)) wanted.add(path);
  }
  for (const client of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) {
    const path = await store.pathOf(client.url);
    if (path) wanted.add(path);
  }
  const kept = await store.kept();
  await each([...wanted].filter((path) => !kept.has(path)), (path) => store.take(path, earlier));
}

async function activate(): Promise<void> {
  const earlier = (await Store.all(root)).filter((s) => s.version !== version);
  await Promise.all(earlier.map((s) => s.delete()));
  if (earlier.length === 0) await self.clients.claim(); // the first one: the pages that are open are of its version
}

// Pages that came from a newer version of the site than this worker has. All
// that they load must, too.
const newer = new Set<string>();
const newerMark = '.newer/';
let remembered: Promise<void> | undefined;

function remember(): Promise<void> {
  return (remembered ??= store.kept().then((kept) => {
    for (const path of kept) if (path.startsWith(newerMark)) newer.add(path.slice(newerMark.length));
  }));
}

async function answer(event: FetchEvent): Promise<Response> {
  const request = event.request;
  await remember();
  if (newer.has(event.clientId) && request.mode !== 'navigate') return fetch(request);
  const path = await store.pathOf(request.url).catch(() => '');
  if (!path) return fetch(request).catch((e) => missing(request, e));
  const kept = await store.match(path);
  if (kept) return kept;
  try {
    return await store.keep(path);
  } catch (e) {
    if (!(e instanceof Elsewhere)) return missing(request, e);
    void self.registration.update().catch(() => {});
    if (request.mode !== 'navigate') return Response.error();
    newer.add(event.resultingClientId);
    await store.mark(newerMark + event.resultingClientId);
    return e.response;
  }
}

/** Answers a navigation without a network with a page that says so. */
async function missing(request: Request, why: unknown): Promise<Response> {
  const page = request.mode === 'navigate' ? await store.match('offline.html') : undefined;
  if (!page) throw why;
  return new Response(page.body, { status: 503, headers: page.headers });
}
