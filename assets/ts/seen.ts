// "Have we seen this before?": a text, pasted, typed or dropped as a file, and
// the postmortems most like it. The text stays in the page. window.hindsight.like
// loads this, too.
import * as say from './say';
import { like, Likeness } from './search/like';
import { el, marking, number, row, titleOf, useTitles } from './use';

const most = 10; // hits
const mostBytes = 256 << 10; // of a file that are read: the engine reads no more of a text
const typingDelay = 300; // milliseconds of rest before a text that is being typed is compared
const leastText = 12; // characters of it

class Seen {
  private run = 0; // of the latest comparison; answers to older ones are dropped
  private timer = 0;
  private readonly part: (name: string) => HTMLElement;
  private readonly text: HTMLTextAreaElement;
  private readonly file: HTMLInputElement;

  constructor(private form: HTMLFormElement, out: HTMLElement) {
    const parts = [...form.querySelectorAll<HTMLElement>('[data-part]'), ...out.querySelectorAll<HTMLElement>('[data-part]')];
    this.part = (name) => parts.find((p) => p.dataset.part === name)!;
    this.text = this.part('text') as HTMLTextAreaElement;
    this.file = this.part('file') as HTMLInputElement;
    useTitles(out.dataset.classes);
  }

  start(): void {
    const { form, text, file } = this;
    form.addEventListener('submit', (e) => {
      e.preventDefault();
      void this.compare();
    });
    text.addEventListener('input', (e) => {
      clearTimeout(this.timer);
      const pasted = (e as InputEvent).inputType?.startsWith('insertFrom');
      this.timer = window.setTimeout(() => this.compare(true), pasted ? 0 : typingDelay);
    });
    text.addEventListener('keydown', (e) => {
      if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) void this.compare();
    });
    file.addEventListener('change', () => this.read(file.files?.[0]));
    this.part('clear').addEventListener('click', () => this.clear());
    form.addEventListener('dragover', (e) => {
      if (!e.dataTransfer?.types.includes('Files')) return;
      e.preventDefault();
      form.classList.add('dropping');
    });
    form.addEventListener('dragleave', () => form.classList.remove('dropping'));
    form.addEventListener('drop', (e) => {
      form.classList.remove('dropping');
      if (!e.dataTransfer?.files.length) return;
      e.preventDefault();
      void this.read(e.dataTransfer.files[0]);
    });
    if (text.value) void this.compare(true); // the browser kept it for "back"
  }

  private async read(file: File | undefined): Promise<void> {
    if (!file) return;
    this.file.value = ''; // the same file can be chosen again
    try {
      const text = decode(new Uint8Array(await file.slice(0, mostBytes).arrayBuffer()));
      if (text === null) return this.say(say.noText({ file: file.name }));
      this.text.value = text;
      await this.compare();
      if (file.size > mostBytes) this.say(this.part('status').textContent + say.firstPart({ file: file.name }));
    } catch {
      this.say(say.unreadable({ file: file.name }));
    }
  }

  private clear(): void {
    this.text.value = '';
    this.say('');
    this.text.focus();
  }

  /** Shows nothing but a sentence. */
  private say(sentence: string, keep = false): void {
    this.run++;
    this.part('status').textContent = sentence;
    if (!keep) this.part('found').hidden = true;
    this.part('clear').hidden = this.text.value === '';
  }

  /** Compares the text; one that is being typed may be too short to say so. */
  private async compare(typing = false): Promise<void> {
    clearTimeout(this.timer);
    const text = this.text.value;
    if (text.trim().length < leastText) return this.say(typing || !text.trim() ? '' : say.putInMore);
    this.say(say.comparing, true);
    const run = this.run;
    try {
      const found = await window.hindsight.like(text, { limit: most });
      if (run === this.run) this.show(found);
    } catch (e) {
      if (run === this.run) this.say((e as Error).name === 'SearchError' ? (e as Error).message : say.comparisonFailed);
    }
  }

  private show({ hits, classes }: Likeness): void {
    const { site } = window.hindsight;
    if (hits.length === 0) return this.say(say.nothingShared);
    this.say(hits.length === 1 ? say.resemblesOne : say.resembles({ n: number(hits.length) }), true);
    const failed = Object.entries(classes).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    this.part('classes').replaceChildren(...failed.flatMap(([id, n], i) =>
      [i ? ' · ' : '', el('a', { href: `${site}classes/${id}.html` }, titleOf(id)), ` ${number(n)}`]));
    this.part('hits').replaceChildren(...hits.map((h) => {
      const heavy = h.words[0].weight / 2;
      const words = h.words.map(({ word, weight }) => el(weight >= heavy ? 'strong' : 'span', { class: 'word' }, word));
      return row(h, el('a', { class: 'title', href: site + h.url + marking(h.words.map((w) => w.word)) }, h.title || say.untitled),
        el('p', { class: 'hit-words' }, ...say.shares({ words: words.flatMap((w, i) => (i ? [', ', w] : [w])) })));
    }));
    this.part('found').hidden = false;
  }
}

/** Returns what bytes say in UTF-8, or in UTF-16 as Windows writes logs; null for what is no text. */
function decode(bytes: Uint8Array): string | null {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(wide).decode(bytes), strange = text.match(/[\u0000-\u0008\ufffd]/g)?.length ?? 0;
  return strange > 2 + text.length / 100 ? null : text;
}

const form = document.querySelector<HTMLFormElement>('form[data-seen]'), out = document.querySelector<HTMLElement>('[data-seen-results]');
if (form && out) new Seen(form, out).start();
window.hindsight.offered.seen = { like };
