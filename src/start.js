// How `npm start` begins: compiled code is kept from one start to the next. In JavaScript, since Node loads all that it takes types off with
// (12 MiB, a tenth of a second) to take them off a single file; the others are kept without theirs.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Where only whoever installed this writes: in a folder for all users somebody else could put code.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)));
await import('./main.ts');
// At once, for a process that is killed keeps nothing.
flushCompileCache();
