// The stand-in's control API, as the tests use it too.
import type { APIMessage } from 'discord-api-types/v10';
import { inLanguage, type Registered } from './in-language.ts';
import { Refusal } from './refusal.ts';
import type { Command, CommandOption, Offer, PersonEvent, World } from './shapes.ts';
import { words } from './words/words.ts';

/** Discord's numbers for kinds of commands, and of options that hold others. */
const [SLASH, ON_PERSON, ON_MESSAGE] = [1, 2, 3];
const [SUBCOMMAND, GROUP] = [1, 2];

async function ask(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(`/control/${path}`, init).catch((cause: unknown) => {
    throw new Error(words().frame.unreachable, { cause });
  });
  const body: unknown = await response.json();
  if (typeof body === 'object' && body !== null && 'refused' in body)
    throw new Refusal(String(body.refused), 'option' in body ? String(body.option) : undefined);
  if (response.ok) return body;
  throw new Error(
    typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : `HTTP ${response.status}`,
  );
}

const tell = (path: string, body: unknown) =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const begin = async (path: string, body: object): Promise<string> => ((await tell(path, body)) as { id: string }).id;

export const loadWorld = () => ask('world') as Promise<World>;

export const loadMessages = (as: string, channel: string) =>
  ask(`messages?${new URLSearchParams({ as, channel })}`) as Promise<APIMessage[]>;

/** What the bot offers this person there. */
export async function loadOffer(as: string, channel: string, locale: string): Promise<Offer> {
  const registered = (await ask(`commands?${new URLSearchParams({ as, channel })}`)) as Registered[];
  const bodies = registered.map((body) => inLanguage(body, locale));
  const named = (type: number) =>
    bodies.filter((body) => body.type === type).map(({ name, label }) => ({ name, label }));
  return {
    commands: bodies.filter(({ type }) => type === SLASH).flatMap((body) => flatten(body, body.name, body.label)),
    messageApps: named(ON_MESSAGE),
    personApps: named(ON_PERSON),
  };
}

function flatten({ description, options = [] }: CommandOption, name: string, label: string): Command[] {
  const nested = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (nested.length === 0) return [{ name, label, description, options }];
  return nested.flatMap((option) => flatten(option, `${name} ${option.name}`, `${label} ${option.label}`));
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

/** @returns the interaction's id, as all of these do. Throws what Discord's client would say. */
export const useMessageApp = (as: string, channel: string, name: string, messageId: string) =>
  begin('menu', { as, channel, name, messageId });

export const usePersonApp = (as: string, channel: string, name: string, person: string) =>
  begin('menu', { as, channel, name, person });

export interface SlashUse {
  as: string;
  channel: string;
  name: string;
  options: Record<string, unknown>;
  focused?: string;
  files?: Record<string, GivenFile>;
}

export const useSlash = (use: SlashUse) => begin('slash', { ...use });

/** A button, or what was chosen in a select. */
export const useComponent = (as: string, messageId: string, customId: string, values?: string[]) =>
  begin('component', { as, messageId, customId, ...(values ? { values } : {}) });

export const sendForm = (as: string, channel: string, customId: string, fields: Record<string, string | string[]>) =>
  begin('modal', { as, channel, customId, fields });

export interface Post {
  as: string;
  channel: string;
  content: string;
  files: GivenFile[];
  replyTo?: string;
}

export const post = (message: Post) => tell('post', message);

/** From now on this person reads that language. */
export const readIn = (as: string, locale: string) => tell('locale', { as, locale });

export const dismiss = (as: string, messageId: string) => tell('delete', { as, messageId });

export interface Ears {
  /** Everything this person sees; after a break, what was missed too. */
  onEvent(event: PersonEvent): void;
  /** The browser reconnects by itself. */
  onOpen(): void;
  onBreak(): void;
}

/** @param after the number of what was told last before. @returns a function that ends it */
export function listen(as: string, after: number, { onEvent, onOpen, onBreak }: Ears): () => void {
  const source = new EventSource(`/control/events?${new URLSearchParams({ as, after: String(after) })}`);
  source.onmessage = ({ data }) => onEvent(JSON.parse(data));
  source.onopen = onOpen;
  source.onerror = onBreak;
  return () => source.close();
}
