// Loading the files of the index: classic scripts, because that is what a
// page from file:// may load. Each calls one of two global functions.
import { Damaged } from './bytes';

export const version = 1;

/** What went wrong, in words for the reader of the page. */
export class SearchError extends Error {}

const messages = {
  old: 'This browser is too old for the search: it cannot unpack the index. Browsing works.',
  version: 'The search index is of another version than this page. Reload the page.',
  missing: 'A part of the search index could not be loaded. Reload the page; from a copied folder, check that it is complete.',
  damaged: 'A part of the search index is damaged. Reload the page; if that does not help, the site has to be built again.',
};

declare global {
  interface Window {
    hindsightRoot?: (version: number, data: string) => void;
    hindsightShard?: (name: string, data: string) => void;
  }
}

/** Loads and unpacks the files below an address that ends in a slash. */
export class Shards {
  private arrived = new Map<string, string>(); // name → base64
  private loading = new Map<string, Promise<Uint8Array>>();

  constructor(private base: string) {
    window.hindsightRoot = (v, data) => this.arrived.set('root', v === version ? data : '!');
    window.hindsightShard = (name, data) => this.arrived.set(name, data);
  }

  root(): Promise<Uint8Array> {
    return this.get('root', 'root.js');
  }

  /** A name is the first forty bits of the content's SHA-256. */
  shard(name: string): Promise<Uint8Array> {
    return this.get(name, `${name[0]}/${name.slice(1)}.js`);
  }

  private get(name: string, file: string): Promise<Uint8Array> {
    let p = this.loading.get(name);
    if (!p) {
      p = this.load(name, file);
      this.loading.set(name, p);
      p.catch(() => this.loading.delete(name)); // the next search tries again
    }
    return p;
  }

  private async load(name: string, file: string): Promise<Uint8Array> {
    if (typeof DecompressionStream === 'undefined') throw new SearchError(messages.old);
    await script(this.base + file);
    const data = this.arrived.get(name);
    this.arrived.delete(name);
    if (data === '!') throw new SearchError(messages.version);
    if (data === undefined) throw new SearchError(messages.damaged);
    return inflate(data).catch(() => {
      throw new SearchError(messages.damaged);
    });
  }
}

/** Gives an error of reading a shard its words for people. */
export function explain(e: unknown): Error {
  return e instanceof Damaged || e instanceof RangeError ? new SearchError(messages.damaged) : (e as Error);
}

function script(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const e = document.createElement('script');
    e.async = true;
    e.onload = () => (e.remove(), resolve());
    e.onerror = () => (e.remove(), reject(new SearchError(messages.missing)));
    e.src = src;
    document.head.append(e);
  });
}

async function inflate(base64: string): Promise<Uint8Array> {
  // written straight into the stream: a Blob would go through the browser's process, a millisecond each
  const stream = new DecompressionStream('deflate'), to = stream.writable.getWriter(), from = stream.readable.getReader();
  to.write(decode(base64)).catch(ignore); // what is wrong shows where it is read
  to.close().catch(ignore);
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await from.read(); !part.done; part = await from.read()) {
    parts.push(part.value);
    size += part.value.length;
  }
  if (parts.length === 1) return parts[0];
  const all = new Uint8Array(size);
  for (let i = 0, at = 0; i < parts.length; at += parts[i++].length) all.set(parts[i], at);
  return all;
}

function ignore(): void {}

type FromBase64 = { fromBase64?: (s: string) => Uint8Array<ArrayBuffer> };

function decode(base64: string): Uint8Array<ArrayBuffer> {
  const builtIn = (Uint8Array as FromBase64).fromBase64;
  return builtIn ? builtIn.call(Uint8Array, base64) : Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}
