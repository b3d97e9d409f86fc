// The whole page: who one is, where one is, what one sees there, and where one writes.
import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  dismiss,
  listen,
  loadCommands,
  loadMessageApps,
  loadMessages,
  loadWorld,
  post,
  readFile,
  useButton,
  useMessageApp,
  useSlash,
} from './api.ts';
import type { ComposerWork, PlaygroundComposer } from './composer.ts';
import { nameOf } from './markdown.ts';
import { type MessageActions, renderMessage } from './message.ts';
import type { Choice, Command, PersonEvent, World } from './shapes.ts';
import { channelsOf, renderSide } from './side.ts';
import { renderWelcome } from './welcome.ts';

/** How long the bot may take to offer choices, as at Discord. */
const COMPLETION_MS = 3_000;

class PlaygroundApp extends LitElement {
  static override properties = {
    world: { state: true },
    as: { state: true },
    channel: { state: true },
    commands: { state: true },
    messages: { state: true },
    failures: { state: true },
    zoomed: { state: true },
    light: { state: true },
    isBehind: { state: true },
    apps: { state: true },
  };

  declare world: World | undefined;
  declare as: string;
  declare channel: string;
  declare commands: Command[];
  declare messages: APIMessage[];
  declare failures: { id: string; text: string }[];
  declare zoomed: APIAttachment | undefined;
  declare light: boolean;
  declare isBehind: boolean;
  declare apps: string[];
  #stopListening: (() => void) | undefined;
  /** Choices by interaction: they may come before the call that asked for them has returned its id. */
  #offers = new Map<string, PromiseWithResolvers<Choice[]>>();

  constructor() {
    super();
    this.as = localStorage.getItem('as') ?? 'member';
    this.channel = localStorage.getItem('channel') ?? 'general';
    this.light =
      (localStorage.getItem('theme') ?? (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark')) ===
      'light';
    this.commands = [];
    this.messages = [];
    this.failures = [];
    this.apps = [];
    this.isBehind = false;
  }

  override createRenderRoot() {
    return this;
  }

  override connectedCallback() {
    super.connectedCallback();
    void this.#load();
    // Relative times tick, and whether the bot is there shows.
    setInterval(() => void loadWorld().then((world) => (this.world = world)), 5_000);
  }

  async #load(): Promise<void> {
    this.world = await loadWorld();
    const channels = channelsOf(this.world, this.as);
    const here = channels.find(({ key }) => key === this.channel) ?? channels[0];
    this.channel = here?.key ?? 'general';
    localStorage.setItem('as', this.as);
    localStorage.setItem('channel', this.channel);
    this.#stopListening?.();
    this.#stopListening = listen(
      this.as,
      (event) => this.#onEvent(event),
      () => void this.#refresh(),
    );
  }

  /** Also after a connection that broke off: nothing that happened meanwhile is missed. */
  async #refresh(): Promise<void> {
    const { as, channel } = this;
    const [messages, commands, apps] = await Promise.all([
      loadMessages(as, channel),
      loadCommands(as, channel),
      loadMessageApps(as, channel),
    ]);
    if (as !== this.as || channel !== this.channel) return;
    this.messages = messages;
    this.commands = commands;
    this.apps = apps;
  }

  #onEvent(event: PersonEvent): void {
    if (event.kind === 'message') {
      const here = this.world?.channels.find(({ key }) => key === this.channel)?.id;
      if (event.message.channel_id !== here) return;
      const others = this.messages.filter(({ id }) => id !== event.message.id);
      this.messages = [...others, event.message].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    } else if (event.kind === 'delete') {
      this.messages = this.messages.filter(({ id }) => id !== event.id);
    } else if (event.answer.outcome === 'choices') {
      this.#offerOf(event.id).resolve(event.answer.choices ?? []);
    } else if (event.answer.outcome === 'failed') {
      this.failures = [...this.failures, { id: event.id, text: event.answer.reason ?? 'This interaction failed' }];
    }
  }

  #offerOf(id: string): PromiseWithResolvers<Choice[]> {
    const offer = this.#offers.get(id) ?? Promise.withResolvers<Choice[]>();
    this.#offers.set(id, offer);
    return offer;
  }

  #work: ComposerWork = {
    send: async (content, files, replyTo) => {
      const given = await Promise.all(files.map(readFile));
      await post({
        as: this.as,
        channel: this.channel,
        content,
        files: given,
        ...(replyTo === undefined ? {} : { replyTo }),
      });
    },
    run: async ({ name }, options, files) => {
      const given = await Promise.all(
        Object.entries(files).map(async ([option, file]) => [option, await readFile(file)] as const),
      );
      await useSlash({ as: this.as, channel: this.channel, name, options, files: Object.fromEntries(given) });
    },
    complete: async ({ name }, options, focused) => {
      const id = await useSlash({ as: this.as, channel: this.channel, name, options, focused });
      const { promise, resolve } = this.#offerOf(id);
      setTimeout(() => resolve([]), COMPLETION_MS);
      return promise.finally(() => this.#offers.delete(id));
    },
  };

  override render() {
    const { world } = this;
    if (!world) return html`<p class="loading">Connecting to the playground…</p>`;
    return html`
      <div class=${this.light ? 'app light' : 'app dark'}>
        ${renderSide({
          world,
          as: this.as,
          channel: this.channel,
          become: (person) => this.#become(person),
          go: (channel) => this.#go(channel),
        })}
        <main>
          <header>
            <h1># ${this.channel}</h1>
            <span class="status">${world.botConnected ? 'Kontext is online' : 'Kontext is offline'}</span>
            <button type="button" aria-expanded=${this.isBehind} @click=${() => (this.isBehind = !this.isBehind)}>Behind the scenes</button>
            <button type="button" @click=${this.#switchTheme}>${this.light ? 'Dark' : 'Light'}</button>
          </header>
          <section class="messages" aria-label="Messages" tabindex="0">
            ${this.messages.length === 0 ? renderWelcome(this.commands, { fill: (name, values) => this.#fill(name, values), lookAsModerator: () => void this.#lookAsModerator() }) : nothing}
            ${keyed(this.light, this.#renderMessages(world))}
            ${this.failures.map(({ text }) => html`<p class="failure" role="status">${text}</p>`)}
          </section>
          <playground-composer .commands=${this.commands} .work=${this.#work} place=${`#${this.channel}`}></playground-composer>
        </main>
        ${this.isBehind ? html`<playground-behind></playground-behind>` : nothing}
        ${this.zoomed ? this.#renderZoom(this.zoomed) : nothing}
      </div>
    `;
  }

  override updated(changed: Map<string, unknown>) {
    if (!changed.has('messages') && !changed.has('failures')) return;
    const list = this.querySelector('.messages');
    list?.scrollTo({ top: list.scrollHeight });
  }

  /** Made anew for each theme: the components take theirs once, when they are made. */
  #renderMessages(world: World): TemplateResult {
    return html`<discord-messages ?light-theme=${this.light} no-background>
      ${repeat(
        this.messages,
        ({ id }) => id,
        (message) => renderMessage(message, world, this.#actionsOn(world)),
      )}
    </discord-messages>`;
  }

  #renderZoom({ url, description = '' }: APIAttachment): TemplateResult {
    return html`<dialog class="zoom" open aria-label="Picture" @click=${() => (this.zoomed = undefined)}>
      <img src=${url} alt=${description} />
      <button type="button" autofocus>Close</button>
    </dialog>`;
  }

  #fill(name: string, values: Record<string, string>): void {
    this.querySelector<PlaygroundComposer>('playground-composer')?.fill(name, values);
  }

  #actionsOn(world: World): MessageActions {
    return {
      click: (message, customId) => this.#attempt(message.id, useButton(this.as, message.id, customId)),
      zoom: (attachment) => {
        this.zoomed = attachment;
      },
      dismiss: (message) => this.#attempt(message.id, dismiss(this.as, message.id)),
      menu: {
        apps: this.apps,
        reply: ({ id, author }) => {
          const composer = this.querySelector<PlaygroundComposer>('playground-composer');
          if (!composer) return;
          composer.replyTo = { id, author: nameOf(author.id, world) };
          composer.querySelector<HTMLElement>('input[name=text]')?.focus();
        },
        use: ({ id }, app) => this.#attempt(id, useMessageApp(this.as, this.channel, app, id)),
      },
    };
  }

  /** What Discord's client would say where something cannot be done. */
  #attempt(id: string, work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      this.failures = [...this.failures, { id, text: error instanceof Error ? error.message : String(error) }];
    });
  }

  #become(key: string): void {
    this.as = key;
    this.#arrive();
  }

  #go(key: string): void {
    this.channel = key;
    this.#arrive();
  }

  #arrive(): void {
    this.messages = [];
    this.failures = [];
    void this.#load();
  }

  async #lookAsModerator(): Promise<void> {
    this.as = 'moderator';
    await this.#load();
    await this.#refresh();
    await this.updateComplete;
    this.#fill('usage me', {});
  }

  #switchTheme(): void {
    this.light = !this.light;
    localStorage.setItem('theme', this.light ? 'light' : 'dark');
  }
}

customElements.define('playground-app', PlaygroundApp);
