// Keeping the stand-in's world in a folder, so that a playground goes on where it stopped.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredFile } from './model.ts';
import type { DiscordState } from './state.ts';

const SAVE_AFTER_MS = 300;

/** Restores what the folder holds, then saves soon after every change. */
export function keepState(state: DiscordState, folder: string): { save(): void } {
  mkdirSync(join(folder, 'files'), { recursive: true });
  const path = join(folder, 'discord.json');
  if (existsSync(path)) restore(state, JSON.parse(readFileSync(path, 'utf8')), folder);
  const saved = new Set(state.files.keys());

  const save = () => {
    for (const [id, { bytes }] of state.files) {
      if (!saved.has(id)) writeFileSync(join(folder, 'files', id), bytes);
      saved.add(id);
    }
    writeFileSync(`${path}.draft`, JSON.stringify(snapshot(state)));
    renameSync(`${path}.draft`, path);
  };

  let timer: NodeJS.Timeout | undefined;
  state.events.on('change', () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      save();
    }, SAVE_AFTER_MS).unref();
  });
  return {
    save() {
      clearTimeout(timer);
      save();
    },
  };
}

interface Snapshot {
  commands: [string, DiscordState['commands'] extends Map<string, infer Commands> ? Commands : never][];
  messages: [string, DiscordState['messages'] extends Map<string, infer Message> ? Message : never][];
  interactions: [string, DiscordState['interactions'] extends Map<string, infer Interaction> ? Interaction : never][];
  directs: (Omit<DiscordState['channels'][number], 'botPermissions'> & { botPermissions: string })[];
  files: Omit<StoredFile, 'bytes'>[];
}

const snapshot = (state: DiscordState): Snapshot => ({
  commands: [...state.commands],
  messages: [...state.messages],
  interactions: [...state.interactions],
  directs: state.channels
    .filter(({ kind }) => kind === 'direct')
    .map((channel) => ({ ...channel, botPermissions: String(channel.botPermissions) })),
  files: [...state.files.values()].map(({ attachment, channelId }) => ({ attachment, channelId })),
});

function restore(state: DiscordState, kept: Snapshot, folder: string): void {
  for (const [scope, commands] of kept.commands) state.commands.set(scope, commands);
  for (const [id, message] of kept.messages) state.messages.set(id, message);
  for (const [id, interaction] of kept.interactions) state.interactions.set(id, interaction);
  state.channels.push(
    ...kept.directs.map((channel) => ({ ...channel, botPermissions: BigInt(channel.botPermissions) })),
  );
  for (const file of kept.files)
    state.files.set(file.attachment.id, { ...file, bytes: readFileSync(join(folder, 'files', file.attachment.id)) });
}
