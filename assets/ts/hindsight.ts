// The script of a page without results. search.ts, which has the same in it, is that
// of a page with them; it holds the engine, more.ts what comes after titles,
// suggest.ts, seen.ts and offline.ts what their names say. All these are loaded
// when somebody needs them; landing.ts and scheme.ts are tags of their pages.
import { start } from './api';

start(document.currentScript);
