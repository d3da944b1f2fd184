// What "back" brings again beside the query: how many hits were shown, where
// the page stood, and which hit had the focus. The entry of the history holds it.

const delay = 300; // milliseconds of rest: browsers allow about three changes of the history a second

export interface Place {
  shown: number; // hits
  y: number; // pixels from the top of the page
  hit: number; // with the focus; -1: none
}

/** Returns what was left here, if anything was. */
export function place(): Place | null {
  const s = history.state;
  return s?.shown > 0 ? { shown: Number(s.shown), y: Number(s.y), hit: Number(s.hit) } : null;
}

/** Calls where for what to remember, and remembers it while a person moves about. where may say that there is nothing. */
export function remember(where: () => Place | null): void {
  let timer = 0;
  const save = () => {
    clearTimeout(timer);
    const now = where();
    if (now) history.replaceState({ ...history.state, ...now }, '');
  };
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(save, delay);
  };
  addEventListener('scroll', soon, { passive: true });
  document.addEventListener('focusin', soon);
  document.addEventListener('click', save, { capture: true }); // before the page is left, or asked for something else: at pagehide the focus is gone
}
