// The page: a small Discord with the real bot in it.
import '@skyra/discord-components-core/discord-messages.js';
import '@skyra/discord-components-core/discord-message.js';
import '@skyra/discord-components-core/discord-spoiler.js';
import './composer.ts';
import './app.ts';
