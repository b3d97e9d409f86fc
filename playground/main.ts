// `npm run playground`: the bot with stand-ins for everything around it, on this machine alone.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { onStopSignals } from '../src/ops/signals.ts';
import { runOnce } from './once.ts';
import { buildPage } from './page/serve-page.ts';
import { postSamplePhoto } from './sample-photo.ts';
import { startWorld } from './world.ts';

const HELP = `npm run playground -- [options]
  --once PROMPT      make one image, print what happened, and stop
  --fresh            delete what earlier runs left in playground/.data
  --port N           port of the Discord stand-in (a free one unless given)
  --image-port N     port of the image API stand-in (a free one unless given)
  --help             this text`;

const DATA_DIR = fileURLToPath(new URL('.data', import.meta.url));

const values = readArguments();

if (values.help) console.log(HELP);
else if (values.once !== undefined) await smokeTest(values.once);
else await stay().catch(complain);

async function smokeTest(prompt: string): Promise<void> {
  try {
    process.exitCode = (await runOnce(prompt)) ? 0 : 1;
  } catch (error) {
    complain(error);
  }
}

function complain(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function stay(): Promise<void> {
  if (values.fresh) rmSync(DATA_DIR, { recursive: true, force: true });
  const page = await buildPage();
  const world = await startWorld({
    dataDir: DATA_DIR,
    discord: { messageContentIntent: true, page: page.serve, ...portOption(values.port) },
    provider: portOption(values['image-port']),
  });
  page.show(world);
  await postSamplePhoto(world);
  console.log(`The playground is running; Ctrl-C stops it.

  Open  ${world.discord.origin}/

  Discord stand-in    ${world.discord.apiUrl} (people act at ${world.discord.controlUrl})
  image API stand-in  ${world.provider.baseUrl} (steered at ${world.provider.baseUrl}/control)
  the bot             connected, database ${world.databasePath}
Try:
  npm run playground -- --once 'a lighthouse in fog'`);
  const stop = async () => {
    console.log('\nStopping …');
    await world.bot().kill('SIGTERM');
    await world.close();
    process.exit(0);
  };
  onStopSignals(
    () => void stop(),
    () => process.exit(1),
  );
}

function portOption(text: string | undefined): { port?: number } {
  if (text === undefined) return {};
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return { port };
  console.error(`"${text}" is not a port`);
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        once: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        port: { type: 'string' },
        'image-port': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    process.exit(1);
  }
}
