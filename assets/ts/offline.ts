// Reading offline, on the page's side: the worker, the button that saves all
// pages, and word of a new version. From disk there is nothing to do: it is all
// there.
import * as say from './say';
import { each, Elsewhere, Store } from './offline/store';

type Progress = (done: number, total: number) => void;

const part = (name: string, within: ParentNode = document) => within.querySelector<HTMLElement>(`[data-offline-${name}]`);

/** Sizes in MB, as files are measured. */
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0) + ' MB';

/** Starts the worker at the address, where there may be one, and returns what saves the archive. */
function offline(worker: string | undefined): (progress?: Progress) => Promise<void> {
  const hosted = /^https?:$/.test(location.protocol);
  if (!worker || !hosted || !navigator.serviceWorker) {
    const why = hosted ? say.cannotSave : say.onDisk;
    return () => Promise.reject(new Error(why));
  }
  const address = new URL(worker, document.baseURI).href;
  const root = new URL('./', address).href;
  // From disk, a manifest in the page would be an error on the console.
  document.head.append(Object.assign(document.createElement('link'), { rel: 'manifest', href: root + 'manifest.webmanifest' }));
  const save = (progress?: Progress) => saveAll(address, root, progress);
  offerToSave(root, save);
  // After the page, so that its own files come first; not where people pay by the byte.
  const start = () => void register(address).then(tellOfNew, () => {});
  const frugal = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
  if (navigator.serviceWorker.controller || !frugal) document.readyState === 'complete' ? start() : addEventListener('load', start);
  return save;
}

const register = (address: string) => navigator.serviceWorker.register(address, { updateViaCache: 'none' });

/** Returns the version of the site that the worker serves, once it is at work. */
async function current(address: string, root: string): Promise<Store> {
  await register(address);
  const { active } = await navigator.serviceWorker.ready;
  const version = await new Promise<string>((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (e) => resolve(e.data);
    active!.postMessage('version', [channel.port2]);
  });
  return new Store(root, version);
}

async function saveAll(address: string, root: string, progress?: Progress): Promise<void> {
  const store = await current(address, root);
  const files = await store.files(), kept = await store.kept();
  let total = 0, done = 0;
  for (const [path, { size }] of files) {
    total += size;
    if (kept.has(path)) done += size;
  }
  progress?.(done, total);
  void navigator.storage?.persist?.();
  try {
    await each([...files].filter(([path]) => !kept.has(path)), async ([path, { size }]) => {
      await store.keep(path);
      progress?.((done += size), total);
    });
  } catch (e) {
    if (e instanceof Elsewhere) void (await navigator.serviceWorker.ready).update();
    throw e;
  }
  await store.markSaved();
}

/** Shows the button, with what there is to save, and how far it is. */
function offerToSave(root: string, save: (progress: Progress) => Promise<void>): void {
  const place = part('save');
  if (!place) return;
  const button = place.querySelector('button')!, bar = place.querySelector('progress')!, status = part('status', place)!;
  const size = part('size', place)!;
  place.hidden = false;
  const say = (key: string) => (status.textContent = status.dataset[key] ?? '');
  void fetch(root + 'offline.json').then((r) => r.json()).then((rows: [string, string, number][]) => {
    size.textContent = `(${megabytes(rows.reduce((n, row) => n + row[2], 0))})`;
  }).catch(() => {});
  void Store.all(root).then(async (all) => {
    if (all.length && (await all[all.length - 1].isSaved())) say('saved');
  });
  button.addEventListener('click', () => {
    button.disabled = true;
    bar.hidden = false;
    say('saving');
    save((done, total) => {
      bar.max = total;
      bar.value = done;
    }).then(() => say('saved'), (e) => say(e instanceof Elsewhere ? 'changed' : 'failed')).finally(() => {
      bar.hidden = true;
      button.disabled = false;
    });
  });
}

/** Shows word of a new version once it is stored, and loads it when asked. */
function tellOfNew(registration: ServiceWorkerRegistration): void {
  const container = navigator.serviceWorker;
  let had = !!container.controller;
  const show = () => {
    const place = part('new'), waiting = registration.waiting;
    if (!place || !waiting || !container.controller) return;
    place.hidden = false;
    place.querySelector('button')!.onclick = () => waiting.postMessage('activate');
  };
  show();
  registration.addEventListener('updatefound', () => {
    const next = registration.installing;
    next?.addEventListener('statechange', () => next.state === 'installed' && show());
  });
  // All pages that are open change together.
  container.addEventListener('controllerchange', () => {
    if (had) location.reload();
    had = true; // the first worker took over: the page is of its version
  });
}

window.hindsight.offered.offline = offline(document.querySelector<HTMLScriptElement>('script[data-worker]')?.dataset.worker);
