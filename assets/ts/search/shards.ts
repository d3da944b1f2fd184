// Loading the files of the index: classic scripts, because that is what a
// page from file:// may load. Each calls one of two global functions. Over
// http shards are fetched as texts: that costs the page a seventh less work.
// Twin: internal/search/shards.go
import * as say from '../say';
import { Damaged } from './bytes';

export const version = 5; // of the format and of what a word is

/** What went wrong, in words for the reader of the page. */
class SearchError extends Error {
  name = 'SearchError'; // for scripts that have a class of their own
}

declare global {
  interface Window {
    hindsightRoot?: (version: number, data: string) => void;
    hindsightShard?: (name: string, data: string) => void;
  }
}

/** Loads and unpacks the files below an address that ends in a slash. */
export class Shards {
  private waiting = new Map<string, (base64: string) => void>();
  private loading = new Map<string, Promise<Uint8Array>>();

  constructor(private base: string) {
    window.hindsightRoot = (v, data) => this.waiting.get('root')?.(v === version ? data : '!');
    window.hindsightShard = (name, data) => this.waiting.get(name)?.(data);
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
    if (typeof DecompressionStream === 'undefined') throw new SearchError(say.indexOld);
    const data = (await this.fetched(name, file)) ?? (await this.call(name, file));
    if (data === '!') throw new SearchError(say.indexVersion);
    return inflate(data).catch(() => {
      throw new SearchError(say.indexDamaged);
    });
  }

  /** Returns what a shard would call with, null where fetching is not possible: from file://, under another policy. */
  private async fetched(name: string, file: string): Promise<string | null> {
    if (name === 'root' || !/^https?:$/.test(location.protocol)) return null;
    const response = await fetch(this.base + file).catch(() => null);
    if (!response) return null;
    if (!response.ok) throw new SearchError(say.indexMissing);
    const text = await response.text(), head = `hindsightShard("${name}","`, end = text.lastIndexOf('")');
    if (!text.startsWith(head) || end < head.length) throw new SearchError(say.indexDamaged);
    return text.slice(head.length, end);
  }

  /** Runs a file and returns what it calls with, without waiting for the event that tells of its end. */
  private call(name: string, file: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const e = document.createElement('script');
      const end = (trouble: string) => {
        e.remove();
        if (this.waiting.delete(name)) reject(new SearchError(trouble)); // it did not call
      };
      this.waiting.set(name, (data) => {
        this.waiting.delete(name);
        resolve(data);
      });
      e.async = true;
      e.onload = () => end(say.indexDamaged);
      e.onerror = () => end(say.indexMissing);
      e.src = this.base + file;
      document.head.append(e);
    });
  }
}

/** Says that an error has words for the reader of the page. */
export function isForReader(e: unknown): boolean {
  return (e as Error).name === 'SearchError';
}

/** Gives an error of reading a shard its words for people. */
export function explain(e: unknown): Error {
  return e instanceof Damaged || e instanceof RangeError ? new SearchError(say.indexDamaged) : (e as Error);
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
