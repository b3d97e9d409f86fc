// The page: a small Discord with the real bot in it.
import '@skyra/discord-components-core/discord-messages.js';
import './readable-messages.ts';
import '@skyra/discord-components-core/discord-spoiler.js';
import './behind.ts';
import './command-form.ts';
import './composer.ts';
import './form-dialog.ts';
import './hidden-image.ts';
import './live-time.ts';
import './message-select.ts';
import './zoom-dialog.ts';
import './app.ts';
