// How `npm start` begins: signals are heard, and compiled code is kept from one start to the next. In JavaScript, since Node loads all that it
// takes types off with (12 MiB, a tenth of a second) to take them off a single file; the others are kept without theirs.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// The first process of a container ignores signals that nobody listens to. There is nothing to end yet; main.ts listens in their place.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
// Where only whoever installed this writes: in a folder for all users somebody else could put code.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)));
await import('./main.ts');
// At once, for a process that is killed keeps nothing.
flushCompileCache();
