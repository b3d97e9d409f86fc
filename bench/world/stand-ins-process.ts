// The stand-ins as a process of their own, so that what they cost is not taken for the bot's:
// started by stand-ins.ts, told what to do by messages.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startDiscordApi } from '../../playground/discord-api/start.ts';
import type { TaskPlan } from '../../playground/vtrix-api/settings.ts';
import { startVtrixApi } from '../../playground/vtrix-api/start.ts';
import { addCrowd } from './actors.ts';
import { serveImages } from './images.ts';
import { createLoad } from './load.ts';
import { floodWithMessages, showManyGuilds } from './many-guilds.ts';

const EDIT_MS = 200;
const RESOLUTION_MS = 1;

const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();

const discord = await startDiscordApi();
const provider = await startVtrixApi({ behaviour: { ratePerMinute: Number.POSITIVE_INFINITY } });
const images = createServer(serveImages);
await new Promise<void>((resolve) => images.listen(0, '127.0.0.1', resolve));
const { port } = images.address() as AddressInfo; // A TCP server's address.
const imageUrl = `http://127.0.0.1:${port}`;
const actors = addCrowd(discord.state);
const load = createLoad(discord.state, provider.state, actors);

/** What can be asked of this process, by name; answers are plain data. */
const orders = {
  ...load,
  plan(plan: Partial<TaskPlan>) {
    // Drawing them would cost more than all that is measured.
    provider.state.defaultPlan = { result: 'other-link', link: `${imageUrl}/small.jpg`, ...plan };
  },
  isReady: () => discord.gateway.isConnected() && [...discord.state.commands.values()].some(({ length }) => length > 0),
  /**
   * How late this process's own event loop was since this was last asked, of a hundred times the
   * second latest; in milliseconds.
   */
  loopMs() {
    const lateMs = delays.percentile(99) / 1e6 - RESOLUTION_MS;
    delays.reset();
    return lateMs;
  },
  violations: () => discord.state.violations,
  showManyGuilds: (size: Parameters<typeof showManyGuilds>[1]) => showManyGuilds(discord.state, size),
  floodWithMessages: (flood: Parameters<typeof floodWithMessages>[1]) => floodWithMessages(discord.state, flood),
};
export type Commands = typeof orders;

orders.plan({});
// Edits are those of large images, and soon done.
const { tasks } = provider.state;
tasks.set = (id, task) => {
  const isEdit = task.params.input_image !== undefined;
  if (isEdit) Object.assign(task.plan, { durationMs: EDIT_MS, link: `${imageUrl}/large.png` });
  return Map.prototype.set.call(tasks, id, task) as typeof tasks; // What it is called on.
};

process.on('message', async ({ id, name, argument }: { id: number; name: keyof Commands; argument: never }) => {
  try {
    process.send?.({ id, result: await orders[name](argument) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.once('disconnect', () => process.exit());
process.send?.({
  settings: {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    VTRIX_API_KEY: provider.apiKey,
    VTRIX_BASE_URL: provider.baseUrl,
    TRUSTED_HOSTS: [discord.apiUrl, provider.baseUrl, imageUrl].map((url) => new URL(url).host).join(),
  },
});
