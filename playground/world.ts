// The whole playground in one call: a stand-in for Discord, one for the image API, the bot between
// them, and people to use it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BotProcess, launchWith, startBotProcess } from './bot-process.ts';
import { connectPeople, type People } from './discord-api/people.ts';
import { type DiscordApi, type DiscordOptions, startDiscordApi } from './discord-api/start.ts';
import { startVtrixApi, type VtrixApi, type VtrixOptions } from './vtrix-api/start.ts';

export interface World extends AsyncDisposable {
  discord: DiscordApi;
  provider: VtrixApi;
  people: People;
  /** The bot that runs now. */
  bot(): BotProcess;
  /**
   * Starts the bot anew, on the same data, with settings laid over the first ones.
   * @param preload a module that is loaded before it
   */
  startBot(settings?: Readonly<Record<string, string>>, preload?: string): Promise<BotProcess>;
  /** What the bot that runs now was started with. */
  settings(): Readonly<Record<string, string>>;
  /** When a bot of this world ended, however it did: milliseconds since 1970. */
  botEnds(): readonly number[];
  /** The path of the bot's database. */
  databasePath: string;
  close(): Promise<void>;
}

export interface WorldOptions {
  /**
   * Kept from one start to the next; a folder of its own that is removed at the end where not
   * given.
   */
  dataDir?: string;
  /** Where the bot's own data goes, where not beside the stand-ins'. */
  storageDir?: string;
  /** The bot's settings, over what the playground chooses. */
  settings?: Readonly<Record<string, string>>;
  discord?: DiscordOptions;
  provider?: VtrixOptions;
}

export async function startWorld({
  dataDir,
  storageDir,
  settings = {},
  discord: discordOptions,
  provider: providerOptions,
}: WorldOptions = {}): Promise<World> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'kontext-'));
  const discord = await startDiscordApi({
    ...discordOptions,
    ...(dataDir === undefined ? {} : { dataDir: join(folder, 'discord') }),
  });
  const provider = await startVtrixApi({
    ...providerOptions,
    ...(dataDir === undefined ? {} : { dataFile: join(folder, 'image-api.json') }),
  }).catch(async (error: unknown) => {
    await discord.close();
    throw error;
  });
  const people = connectPeople(discord.controlUrl);
  const storage = storageDir ?? folder;
  const databasePath = join(storage, 'kontext.db');
  const usual: Readonly<Record<string, string>> = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    VTRIX_API_KEY: provider.apiKey,
    VTRIX_BASE_URL: provider.baseUrl,
    IMAGE_MODELS: 'flux_kontext_max=0.08,flux_kontext_pro=0.04',
    DATABASE_URL: `file:${databasePath}`,
    IMAGES_DIR: join(storage, 'images'),
    // The stand-ins live on this machine and speak plain HTTP.
    TRUSTED_HOSTS: [discord.apiUrl, provider.baseUrl].map((url) => new URL(url).host).join(),
    USER_INSTALL: 'true',
    MESSAGE_CONTENT_INTENT: String(discordOptions?.messageContentIntent ?? false),
    HOST_USER_IDS: '100000000000000004',
    ...settings,
  };
  let bot: BotProcess | undefined;
  let current = usual;
  const ends: number[] = [];
  const startBot = async (over: Readonly<Record<string, string>> = {}, preload?: string) => {
    current = { ...usual, ...over };
    const next = startBotProcess(current, preload === undefined ? undefined : launchWith(preload));
    bot = next;
    void next.exited.then(() => ends.push(Date.now()));
    await next.ready();
    return next;
  };
  const close = async () => {
    await people.close();
    await bot?.kill('SIGKILL');
    await provider.close();
    await discord.close();
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    await startBot();
    await people.botReady();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    discord,
    provider,
    people,
    startBot,
    settings: () => current,
    botEnds: () => ends,
    databasePath,
    bot: () => {
      if (!bot) throw new Error('no bot was started');
      return bot;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
