// Every way a person can act on the bot. Adding one is a file of its own and a line here.
import type { Command } from '../src/discord/define-command.ts';
import { cancel } from './button/cancel.ts';
import { showPicture } from './button/show-picture.ts';
import { tryAgain } from './button/try-again.ts';
import { imagine } from './slash/imagine.ts';
import { usage } from './slash/usage.ts';

export const commands: readonly Command[] = [imagine, usage, cancel, tryAgain, showPicture];
