// How the bot begins, whoever starts it: signals are heard, and compiled code is kept from one
// start to the next.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// The first process of a container ignores signals that nobody listens to. There is nothing to end
// yet; run-bot.ts listens in their place.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
// Unless NODE_COMPILE_CACHE says where, in a folder where only whoever installed the bot writes: in
// one for all users somebody else could put code.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)));
await import('./run-bot.ts');
// At once, for a process that is killed keeps nothing.
flushCompileCache();
