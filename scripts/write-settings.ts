// `npm run write-settings`: writes docs/settings.md anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { describeSettings } from './settings-page.ts';

writeFileSync('docs/settings.md', describeSettings(readFileSync('.env.example', 'utf8')));
