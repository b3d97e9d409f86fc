// How far a newcomer has come with the first steps: what was done, what was skipped, whether they
// want to see them at all.
import type { ReactiveControllerHost } from 'lit';

export const STEPS = ['draw', 'edit', 'cost', 'kill', 'break'] as const;
export type Step = (typeof STEPS)[number];

const KEPT_AS = 'first-steps';
const LOOK_EVERY_MS = 2_000;

interface Kept {
  /** Done or skipped. */
  passed: Step[];
  isHidden: boolean;
}

export class FirstSteps {
  #host: ReactiveControllerHost;
  #kept: Kept;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#kept = readKept(localStorage.getItem(KEPT_AS));
    host.addController(this);
  }

  hostConnected(): void {
    void this.#look();
    setInterval(() => void this.#look(), LOOK_EVERY_MS);
  }

  get isHidden(): boolean {
    return this.#kept.isHidden;
  }

  /** The first that was neither done nor skipped; undefined after the last. */
  get next(): Step | undefined {
    return STEPS.find((step) => !this.#kept.passed.includes(step));
  }

  skip(step: Step): void {
    this.#keep({ passed: [...this.#kept.passed, step] });
  }

  hide(): void {
    this.#keep({ isHidden: true });
  }

  /** Asked for by somebody who has them all behind them, they begin anew. */
  show(): void {
    this.#keep({ isHidden: false, ...(this.next ? {} : { passed: [] }) });
  }

  async #look(): Promise<void> {
    if (this.isHidden || !this.next || document.hidden) return;
    const response = await fetch('/behind/steps').catch(() => undefined);
    if (!response?.ok) return;
    const done: Step[] = await response.json();
    const { passed } = this.#kept;
    const news = done.filter((step) => !passed.includes(step));
    if (news.length > 0) this.#keep({ passed: [...passed, ...news] });
  }

  #keep(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    localStorage.setItem(KEPT_AS, JSON.stringify(this.#kept));
    this.#host.requestUpdate();
  }
}

/** What another version has left is as good as nothing. */
function readKept(text: string | null): Kept {
  try {
    const kept: Partial<Kept> | null = JSON.parse(text ?? 'null');
    const passed = Array.isArray(kept?.passed) ? kept.passed : [];
    return { passed: STEPS.filter((step) => passed.includes(step)), isHidden: kept?.isHidden === true };
  } catch {
    return { passed: [], isHidden: false };
  }
}
