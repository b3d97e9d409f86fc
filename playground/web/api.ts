// The stand-in's control API, as the tests use it too.
import type { APIMessage } from 'discord-api-types/v10';
import type { Command, CommandOption, PersonEvent, World } from './shapes.ts';

const SUBCOMMAND = 1;
const GROUP = 2;

async function ask(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(`/control/${path}`, init);
  const body: unknown = await response.json();
  if (typeof body === 'object' && body !== null && 'refused' in body) throw new Error(String(body.refused));
  if (response.ok) return body;
  throw new Error(
    typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : `HTTP ${response.status}`,
  );
}

const tell = (path: string, body: unknown) =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

export const loadWorld = () => ask('world') as Promise<World>;

export const loadMessages = (as: string, channel: string) =>
  ask(`messages?${new URLSearchParams({ as, channel })}`) as Promise<APIMessage[]>;

/** Slash commands on offer, subcommands each for itself. */
export async function loadCommands(as: string, channel: string): Promise<Command[]> {
  const bodies = (await ask(`commands?${new URLSearchParams({ as, channel })}`)) as (CommandOption & {
    type: number;
  })[];
  return bodies.filter(({ type }) => type === 1).flatMap((body) => flatten(body, body.name));
}

function flatten({ description, options = [] }: CommandOption, name: string): Command[] {
  const nested = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (nested.length === 0) return [{ name, description, options }];
  return nested.flatMap((option) => flatten(option, `${name} ${option.name}`));
}

/** A file as the control API takes it. */
export interface GivenFile {
  name: string;
  contentType: string;
  base64: string;
}

export async function readFile(file: File): Promise<GivenFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return { name: file.name, contentType: file.type || 'application/octet-stream', base64: btoa(binary) };
}

/** Names of the bot's commands on messages that are on offer there. */
export async function loadMessageApps(as: string, channel: string): Promise<string[]> {
  const bodies = (await ask(`commands?${new URLSearchParams({ as, channel })}`)) as { name: string; type: number }[];
  return bodies.filter(({ type }) => type === 3).map(({ name }) => name);
}

export const useMessageApp = (as: string, channel: string, name: string, messageId: string) =>
  tell('menu', { as, channel, name, messageId });

export interface SlashUse {
  as: string;
  channel: string;
  name: string;
  options: Record<string, unknown>;
  focused?: string;
  files?: Record<string, GivenFile>;
}

/** @returns the interaction's id. Throws what Discord's client would say. */
export const useSlash = async (use: SlashUse): Promise<string> => ((await tell('slash', use)) as { id: string }).id;

export const useButton = async (as: string, messageId: string, customId: string): Promise<string> =>
  ((await tell('component', { as, messageId, customId })) as { id: string }).id;

export interface Post {
  as: string;
  channel: string;
  content: string;
  files: GivenFile[];
  replyTo?: string;
}

export const post = (message: Post) => tell('post', message);

export const dismiss = (as: string, messageId: string) => tell('delete', { as, messageId });

/** Calls `onEvent` for everything this person sees; the browser reconnects by itself, and `onOpen` says when. @returns a function that ends it */
export function listen(as: string, onEvent: (event: PersonEvent) => void, onOpen: () => void): () => void {
  const source = new EventSource(`/control/events?${new URLSearchParams({ as })}`);
  source.onmessage = ({ data }) => onEvent(JSON.parse(data));
  source.onopen = onOpen;
  return () => source.close();
}
