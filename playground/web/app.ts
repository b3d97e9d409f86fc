// The whole page: who one is, where one is, what one sees there, and where one writes.
import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { dismiss, listen, loadCommands, loadMessages, loadWorld, post, useButton, useSlash } from './api.ts';
import type { ComposerWork, PlaygroundComposer } from './composer.ts';
import { renderMessage } from './message.ts';
import type { Choice, Command, PersonEvent, World } from './shapes.ts';

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
  };

  declare world: World | undefined;
  declare as: string;
  declare channel: string;
  declare commands: Command[];
  declare messages: APIMessage[];
  declare failures: { id: string; text: string }[];
  declare zoomed: APIAttachment | undefined;
  declare light: boolean;
  #stopListening: (() => void) | undefined;
  #waiting = new Map<string, (choices: Choice[]) => void>();

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
    const here = this.#channels().find(({ key }) => key === this.channel) ?? this.#channels()[0];
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
    const [messages, commands] = await Promise.all([loadMessages(as, channel), loadCommands(as, channel)]);
    if (as !== this.as || channel !== this.channel) return;
    this.messages = messages;
    this.commands = commands;
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
      this.#waiting.get(event.id)?.(event.answer.choices ?? []);
    } else if (event.answer.outcome === 'failed') {
      this.failures = [...this.failures, { id: event.id, text: event.answer.reason ?? 'This interaction failed' }];
    }
  }

  #channels() {
    const { world, as } = this;
    return (world?.channels ?? []).filter(
      ({ guildId, kind }) => kind !== 'direct' && world?.guilds.find(({ id }) => id === guildId)?.members.includes(as),
    );
  }

  #work: ComposerWork = {
    send: async (text) => void (await post(this.as, this.channel, text)),
    run: async ({ name }, options) => void (await useSlash({ as: this.as, channel: this.channel, name, options })),
    complete: async ({ name }, options, focused) => {
      const id = await useSlash({ as: this.as, channel: this.channel, name, options, focused });
      const { promise, resolve } = Promise.withResolvers<Choice[]>();
      this.#waiting.set(id, resolve);
      setTimeout(() => resolve([]), COMPLETION_MS);
      return promise.finally(() => this.#waiting.delete(id));
    },
  };

  override render() {
    const { world } = this;
    if (!world) return html`<p class="loading">Connecting to the playground…</p>`;
    return html`
      <div class=${this.light ? 'app light' : 'app dark'}>
        ${this.#renderSide(world)}
        <main>
          <header>
            <h1># ${this.channel}</h1>
            <span class="status">${world.botConnected ? 'Kontext is online' : 'Kontext is offline'}</span>
            <button type="button" @click=${this.#switchTheme}>${this.light ? 'Dark' : 'Light'}</button>
          </header>
          <section class="messages" aria-label="Messages" tabindex="0">
            ${this.messages.length === 0 ? this.#renderFirstVisit() : nothing}
            <discord-messages ?light-theme=${this.light} no-background>
              ${repeat(
                this.messages,
                ({ id }) => id,
                (message) => renderMessage(message, world, this.#actions),
              )}
            </discord-messages>
            ${this.failures.map(({ text }) => html`<p class="failure" role="status">${text}</p>`)}
          </section>
          <playground-composer .commands=${this.commands} .work=${this.#work} place=${`#${this.channel}`}></playground-composer>
        </main>
        ${this.zoomed ? this.#renderZoom(this.zoomed) : nothing}
      </div>
    `;
  }

  override updated(changed: Map<string, unknown>) {
    if (!changed.has('messages') && !changed.has('failures')) return;
    const list = this.querySelector('.messages');
    list?.scrollTo({ top: list.scrollHeight });
  }

  #renderSide(world: World): TemplateResult {
    return html`
      <nav aria-label="Channels">
        <label class="who">I am
          <select @change=${(event: Event) => this.#become((event.target as HTMLSelectElement).value)}>
            ${world.people.map(({ key, user }) => html`<option value=${key} ?selected=${key === this.as}>${user.global_name}</option>`)}
          </select>
        </label>
        ${world.guilds
          .filter(({ members }) => members.includes(this.as))
          .map(
            (guild) => html`<h2>${guild.name}</h2>
              <ul>
                ${this.#channels()
                  .filter(({ guildId }) => guildId === guild.id)
                  .map(
                    ({ key, name }) => html`<li>
                      <button type="button" aria-current=${key === this.channel ? 'page' : 'false'} @click=${() => this.#go(key)}># ${name}</button>
                    </li>`,
                  )}
              </ul>`,
          )}
      </nav>
    `;
  }

  #renderFirstVisit(): TemplateResult {
    return html`<div class="welcome">
      <h2>Welcome to the playground</h2>
      <p>Everything here runs on this machine: the bot is real, Discord and the image API are stand-ins.</p>
      <p>Type <b>/</b> below for the bot’s commands, or let a button fill one in for you.</p>
      <p>Switch who you are on the left to see what others see.</p>
      <button type="button" @click=${() => this.#fill('imagine', { prompt: 'a lighthouse in fog, oil painting', aspect_ratio: '16:9' })}>Draw a lighthouse in fog</button>
      <button type="button" @click=${() => this.#fill('usage me', {})}>See what I have used</button>
    </div>`;
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

  #actions = {
    click: (message: APIMessage, customId: string) =>
      void useButton(this.as, message.id, customId).catch((error: unknown) => {
        this.failures = [
          ...this.failures,
          { id: message.id, text: error instanceof Error ? error.message : String(error) },
        ];
      }),
    zoom: (attachment: APIAttachment) => {
      this.zoomed = attachment;
    },
    dismiss: (message: APIMessage) => void dismiss(this.as, message.id),
  };

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

  #switchTheme(): void {
    this.light = !this.light;
    localStorage.setItem('theme', this.light ? 'light' : 'dark');
  }
}

customElements.define('playground-app', PlaygroundApp);
