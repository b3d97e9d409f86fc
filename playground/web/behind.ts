// Behind the scenes: the side panel that shows what the bot does, and lets one break things to see it carry on.
import { html, LitElement, nothing, type TemplateResult } from 'lit';

interface Call {
  at: number;
  method: string;
  path: string;
  status: number | string;
  body?: unknown;
  rateLimit?: { remaining: number; limit: number };
}

interface Scenes {
  botRunning: boolean;
  tasks: { id: string; state: string; prompt: string; cost_micros: number | null }[];
  ledger: { id: number; kind: string; task_id: string; reserved_delta: number; spent_delta: number }[];
  images: {
    manner: { speed: number };
    faults: unknown[];
    requests: Call[];
  };
  discord: Call[];
  violations: unknown[];
}

const REFRESH_MS = 1_000;

/** What can be broken, as the image API stand-in's controls take it. */
const FAULTS: readonly [string, unknown][] = [
  ['Refuse the key (401)', { on: 'create', times: 1, kind: { status: 401, body: '{"message":"invalid api key"}' } }],
  ['Too many requests (429)', { on: 'create', times: 1, kind: { status: 429, headers: { 'retry-after': '3' } } }],
  ['Lose the answer', { on: 'create', times: 1, kind: 'reset-after' }],
  ['Fail ten looks (500)', { on: 'poll', times: 10, kind: { status: 500 } }],
];

class PlaygroundBehind extends LitElement {
  static override properties = { scenes: { state: true }, problem: { state: true } };

  declare scenes: Scenes | undefined;
  declare problem: string;
  #timer: number | undefined;

  override createRenderRoot() {
    return this;
  }

  override connectedCallback() {
    super.connectedCallback();
    void this.#load();
    this.#timer = window.setInterval(() => void this.#load(), REFRESH_MS);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.clearInterval(this.#timer);
  }

  async #load(): Promise<void> {
    const response = await fetch('/behind').catch(() => undefined);
    if (response?.ok) this.scenes = await response.json();
  }

  async #tell(path: string, body: unknown): Promise<void> {
    const response = await fetch(`/behind/${path}`, { method: 'POST', body: JSON.stringify(body) });
    this.problem = response.ok ? '' : `It did not work (HTTP ${response.status}).`;
    await this.#load();
  }

  override render() {
    const { scenes } = this;
    if (!scenes) return html`<aside class="behind"><p>Looking…</p></aside>`;
    return html`<aside class="behind" aria-label="Behind the scenes" tabindex="0">
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${this.#renderBot(scenes)} ${this.#renderProvider(scenes)} ${renderTasks(scenes)} ${renderLedger(scenes)}
      ${renderCalls('What the image API received', scenes.images.requests)} ${renderCalls('What Discord received', scenes.discord)}
    </aside>`;
  }

  #renderBot({ botRunning }: Scenes): TemplateResult {
    const [label, action] = botRunning ? ['Kill the bot', 'kill'] : ['Start the bot', 'start'];
    return html`<section>
      <h2>The bot</h2>
      <p>${botRunning ? 'Running. Kill it while a picture is on its way: after its next start, the picture still comes.' : 'Not running.'}</p>
      <button type="button" @click=${() => this.#tell('bot', { action })}>${label}</button>
    </section>`;
  }

  #renderProvider({ images }: Scenes): TemplateResult {
    return html`<section>
      <h2>The image API</h2>
      <label>Speed
        <select @change=${(event: Event) => this.#tell('images/manner', { speed: Number((event.target as HTMLSelectElement).value) })}>
          ${[0.25, 1, 4].map((speed) => html`<option value=${speed} ?selected=${images.manner.speed === speed}>${speed} ×</option>`)}
        </select>
      </label>
      <div class="faults">
        ${FAULTS.map(([label, fault]) => html`<button type="button" @click=${() => this.#tell('images/faults', fault)}>${label}</button>`)}
        <button type="button" @click=${() => this.#tell('images/faults', {})}>No faults</button>
      </div>
    </section>`;
  }
}

const usd = (micros: number) => `${micros < 0 ? '−' : '+'}$${(Math.abs(micros) / 1e6).toFixed(2)}`;

const renderTasks = ({ tasks }: Scenes): TemplateResult => html`<section>
  <h2>Tasks</h2>
  <ul>
    ${tasks.map(({ state, prompt, cost_micros }) => html`<li><b>${state}</b> ${prompt} <small>${cost_micros === null ? '' : usd(cost_micros)}</small></li>`)}
  </ul>
</section>`;

const renderLedger = ({ ledger }: Scenes): TemplateResult => html`<section>
  <h2>Ledger</h2>
  <ul>
    ${ledger.map(({ kind, reserved_delta, spent_delta }) => html`<li><b>${kind}</b> reserved ${usd(reserved_delta)}, spent ${usd(spent_delta)}</li>`)}
  </ul>
</section>`;

const renderCalls = (title: string, calls: readonly Call[]): TemplateResult => html`<section>
  <h2>${title}</h2>
  <ul>
    ${calls.map(
      ({ method, path, status, body, rateLimit }) => html`<li class=${status === 429 ? 'refused' : ''}>
      <code>${status} ${method} ${path}</code>
      ${rateLimit ? html`<small title="Calls left in this rate limit">${rateLimit.remaining} of ${rateLimit.limit} left</small>` : nothing}
      ${body === undefined ? nothing : html`<details><summary>body</summary><pre>${JSON.stringify(body, null, 1)}</pre></details>`}
    </li>`,
    )}
  </ul>
</section>`;

customElements.define('playground-behind', PlaygroundBehind);
