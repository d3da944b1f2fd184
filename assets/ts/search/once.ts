// No twin: Go reads a file when it needs it, and waits.
const kept = 500; // answers remembered of each kind

/** Remembers what make gives, unless it fails: then the next call tries again. */
export function once<K, V>(map: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  let p = map.get(key);
  if (!p) {
    if (map.size >= kept) map.clear();
    p = make();
    map.set(key, p);
    p.catch(() => map.delete(key));
  }
  return p;
}
