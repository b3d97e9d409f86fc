// The page: a small Discord with the real bot in it.
import '@skyra/discord-components-core/discord-messages.js';
import './readable-times.ts';
import '@skyra/discord-components-core/discord-spoiler.js';
import './behind.ts';
import './composer.ts';
import './app.ts';
