// Light, dark, or as the system has it, and the face of the text. The only script
// that a page waits for, so that no page flashes in the wrong colours; the rest of it comes with the
// footer's buttons, which have no meaning without a script and are hidden then.

const key = 'hindsight-scheme', schemes = ['light', 'dark'];
const root = document.documentElement;

/** Storage may be refused: by settings of the browser, or to pages from disk. */
function stored(): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function store(scheme: string): void {
  try {
    if (scheme) localStorage.setItem(key, scheme);
    else localStorage.removeItem(key);
  } catch {
    // the choice then lasts as long as the page
  }
}

function apply(scheme: string): void {
  for (const s of schemes) root.classList.toggle(s, s === scheme);
}

function buttons(group: HTMLElement): void {
  const all = [...group.querySelectorAll<HTMLButtonElement>('button')];
  const press = (scheme: string) => {
    for (const b of all) b.setAttribute('aria-pressed', String(b.value === scheme));
  };
  for (const b of all) {
    b.addEventListener('click', () => {
      apply(b.value);
      store(b.value);
      press(b.value);
    });
  }
  press(schemes.find(s => root.classList.contains(s)) ?? '');
  group.hidden = false;
}

/**
 * Asks for the face of the text before the page's style is read, so that the
 * first page has it, too. From disk a browser refuses that, with an error.
 */
function preload(font: string): void {
  if (!location.protocol.startsWith('http')) return;
  const link = document.createElement('link');
  Object.assign(link, { rel: 'preload', as: 'font', type: 'font/woff2', crossOrigin: '', href: font });
  document.head.append(link);
}

apply(stored());
const own = document.currentScript as HTMLScriptElement | null;
if (own) preload(new URL('../fonts/literata-roman.woff2', own.src).href);
document.addEventListener('DOMContentLoaded', () => document.querySelectorAll<HTMLElement>('.scheme').forEach(buttons));
