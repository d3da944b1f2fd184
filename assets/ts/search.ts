// The engine, and the box of a page with a place for results.
import { start } from './api';
import * as kit from './kit';
import { Search } from './search/search';
import { Box } from './ui/box';

if (!window.hindsight) start(document.currentScript);
const { offered, site } = window.hindsight, engine = new Search(site + 'search/');
offered.kit = kit;
offered.search = engine;
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-search][data-results]')) new Box(form, engine, site).start();
