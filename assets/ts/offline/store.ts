// What is kept of the site for reading without a network. A version of the site
// is a list of its files with their hashes (offline.json, internal/site/offline.go)
// and has a cache of its own; what goes into it is compared with its hash first,
// so that no cache ever holds a mix of two versions.

interface Entry {
  hash: string;
  size: number;
}

/** The server has another version of the file than the one that is asked for. */
export class Elsewhere extends Error {
  constructor(readonly path: string, readonly response: Response) {
    super('the site has changed: ' + path);
  }
}

const listName = 'offline.json';
const savedMark = 'offline-saved';

/** Returns the hash that the list has of some bytes: 16 bytes of SHA-256 in base64. */
async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return btoa(String.fromCharCode(...sum.subarray(0, 16))).replace(/=+$/, '');
}

/** Calls f for each item, six at a time: what browsers allow of one host. */
export async function each<T>(items: Iterable<T>, f: (item: T) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]();
  const work = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await f(next.value);
  };
  await Promise.all(Array.from({ length: 6 }, work));
}

export class Store {
  private listed?: Promise<Map<string, Entry>>;
  private opened?: Promise<Cache>;

  /** Stands for one version of the site at root. */
  constructor(readonly root: string, readonly version: string) {}

  private static prefix(root: string): string {
    return 'hindsight ' + new URL(root).pathname + ' '; // an origin may have several archives
  }

  /** Returns all versions of the site at root that are stored. */
  static async all(root: string): Promise<Store[]> {
    const prefix = Store.prefix(root);
    return (await caches.keys()).filter((k) => k.startsWith(prefix)).map((k) => new Store(root, k.slice(prefix.length)));
  }

  private cache(): Promise<Cache> {
    return (this.opened ??= caches.open(Store.prefix(this.root) + this.version));
  }

  delete(): Promise<boolean> {
    return caches.delete(Store.prefix(this.root) + this.version);
  }

  /** Returns the files of the version by their paths. */
  files(): Promise<Map<string, Entry>> {
    return (this.listed ??= this.read().catch((e) => {
      this.listed = undefined;
      throw e;
    }));
  }

  private async read(): Promise<Map<string, Entry>> {
    let r = await this.match(listName);
    if (!r) {
      await this.put(listName, { hash: this.version, size: 0 });
      r = await this.match(listName);
    }
    const rows = (await r!.json()) as [string, string, number][];
    return new Map(rows.map(([path, hash, size]) => [path, { hash, size }]));
  }

  async match(path: string): Promise<Response | undefined> {
    return (await this.cache()).match(this.root + path);
  }

  /** Returns the paths of what is kept. */
  async kept(): Promise<Set<string>> {
    return new Set((await (await this.cache()).keys()).map((r) => decodeURI(r.url.slice(this.root.length))));
  }

  /** Fetches a file, and keeps and returns it when it is of this version. */
  async keep(path: string): Promise<Response> {
    const entry = (await this.files()).get(path);
    if (!entry) throw new Error('no file of the site: ' + path);
    return this.put(path, entry);
  }

  private async put(path: string, entry: Entry): Promise<Response> {
    const r = await fetch(this.root + path, { cache: 'no-cache' });
    if (!r.ok) throw new Error(path + ': ' + r.status);
    const bytes = await r.arrayBuffer();
    // A new response: one that was redirected must not answer a navigation.
    const made = () => new Response(bytes, { headers: { 'Content-Type': r.headers.get('Content-Type') ?? 'application/octet-stream' } });
    if ((await hashOf(bytes)) !== entry.hash) throw new Elsewhere(path, made());
    await (await this.cache()).put(this.root + path, made());
    return made();
  }

  /** Keeps a file that an earlier version has, when it is the same; fetches it else. */
  async take(path: string, from: Store[]): Promise<void> {
    const { hash } = (await this.files()).get(path)!;
    for (const old of from) {
      const same = (await old.files().catch(() => undefined))?.get(path)?.hash === hash;
      const r = same ? await old.match(path) : undefined;
      if (r) return (await this.cache()).put(this.root + path, r);
    }
    await this.keep(path);
  }

  /** Says that all pages are to be kept, by the next version too. */
  markSaved(): Promise<void> {
    return this.mark(savedMark);
  }

  /** Remembers a word beside the files; kept lists it. */
  async mark(word: string): Promise<void> {
    await (await this.cache()).put(this.root + word, new Response(''));
  }

  async isSaved(): Promise<boolean> {
    return !!(await this.match(savedMark));
  }

  /** Returns the path of the file that an address stands for, "" for none of the site. */
  async pathOf(address: string): Promise<string> {
    const url = new URL(address);
    if (!(url.origin + url.pathname).startsWith(this.root)) return '';
    let path = decodeURI((url.origin + url.pathname).slice(this.root.length));
    if (path === '' || path.endsWith('/')) path += 'index.html';
    const files = await this.files();
    return files.has(path) ? path : files.has(path + '.html') ? path + '.html' : '';
  }
}
