// What Prometheus is told: every metric there is, its words, and the few ways in which it moves.
// Labels come from short lists, never from people.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  admitted(kind: string, tasks: number): void;
  denied(rule: string): void;
  ended(task: EndedTask): void;
  /** @param status HTTP's, or `none` where no answer came */
  providerCall(call: 'create' | 'poll', status: number | 'none'): void;
  discordCall(route: string, status: number | 'none'): void;
  firstAnswer(seconds: number): void;
  /** @param event its name at the gateway, or `other` for one that is not known */
  eventDropped(event: string): void;
  /** The provider charged far more than the list price. */
  chargedBeyondList(model: string): void;
  /** Looked up anew whenever somebody asks. @param read what each readiness check says, by name */
  watchReadiness(read: () => Promise<Readonly<Record<string, boolean>>>): void;
  /** The same, of what stands in the database. */
  watch(read: () => Promise<MetricsSnapshot>): void;
}

export interface EndedTask {
  model: string;
  /** The state it ended in. */
  outcome: string;
  /** Why, in a word, where it failed. */
  failure: string | undefined;
  costUsd: number;
  /** From admission to the end. */
  seconds: number;
  polls: number;
}

/** How things stand at one moment. */
export interface MetricsSnapshot {
  /** Tasks by state; what has been over for long is left out. */
  tasks: Readonly<Record<string, number>>;
  /** The operator's budget in its present window, in USD. */
  budget: { limit: number; spent: number; reserved: number };
  /** What is set aside in all, unconfirmed charges too, in USD. */
  reservedUsd: number;
  /** What the database's journal takes up on the disk. */
  journalBytes: number;
}

/** @param version the bot's own */
export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `kontext_${name}`, help, labelNames, registers });
  const histogram = <Label extends string>(name: string, help: string, buckets: number[], labelNames: Label[]) =>
    new Histogram({ name: `kontext_${name}`, help, buckets, labelNames, registers });

  new Gauge({ name: 'kontext_info', help: 'The running version', labelNames: ['version'], registers }).set(
    { version },
    1,
  );
  const admissions = counter('admitted_tasks_total', 'Tasks admitted, by kind of request', ['kind']);
  const denials = counter('denials_total', 'Requests denied, by the limiting rule', ['rule']);
  const ends = counter('tasks_ended_total', 'Tasks that ended, by outcome, and by reason if they failed', [
    'outcome',
    'failure',
  ]);
  const spend = counter('spend_usd_total', 'What the provider charged since the bot started, in USD', ['model']);
  const oddCharges = counter(
    'charges_beyond_list_total',
    'Charges of more than three times the list price in IMAGE_MODELS',
    ['model'],
  );
  const providerCalls = counter('provider_calls_total', 'Calls to the image API, creations and polls, by status', [
    'call',
    'status',
  ]);
  const discordCalls = counter('discord_calls_total', 'Calls to Discord, by kind of route and status', [
    'route',
    'status',
  ]);
  const droppedEvents = counter('gateway_events_dropped_total', 'Events of the gateway that could not be read', [
    'event',
  ]);
  const answers = histogram(
    'time_to_ack_seconds',
    'From the arrival of an interaction to its first response; Discord allows 3 s',
    [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3],
    [],
  );
  const durations = histogram(
    'time_to_finish_seconds',
    'From admission to the end of a task, by outcome',
    [2, 5, 8, 12, 20, 30, 60, 120, 300, 900, 3600],
    ['outcome'],
  );
  const polls = histogram('polls_per_task', 'Polls that a task took until its end', [1, 2, 3, 5, 8, 13, 21, 50], []);

  return {
    registry,
    admitted: (kind, tasks) => admissions.inc({ kind }, tasks),
    denied: (rule) => denials.inc({ rule }),
    ended({ model, outcome, failure, costUsd, seconds, polls: count }) {
      ends.inc({ outcome, failure: failure ?? '' });
      durations.observe({ outcome }, seconds);
      if (costUsd > 0) spend.inc({ model }, costUsd);
      if (count > 0) polls.observe(count);
    },
    providerCall: (call, status) => providerCalls.inc({ call, status: String(status) }),
    discordCall: (route, status) => discordCalls.inc({ route, status: String(status) }),
    firstAnswer: (seconds) => answers.observe(seconds),
    chargedBeyondList: (model) => oddCharges.inc({ model }),
    eventDropped: (event) => droppedEvents.inc({ event }),
    watchReadiness(read) {
      new Gauge({
        name: 'kontext_ready',
        help: 'Whether the bot can serve, 1 or 0, by the checks of /readyz',
        labelNames: ['check'],
        registers,
        async collect() {
          for (const [check, isReady] of Object.entries(await read())) this.set({ check }, Number(isReady));
        },
      });
    },
    watch(read) {
      // CPU, memory, garbage collection, and how long the event loop is held up.
      collectDefaultMetrics({ register: registry });
      const readOnce = onceAtATime(read);
      const watched = (
        name: string,
        help: string,
        labelNames: string[],
        set: (gauge: Gauge, now: MetricsSnapshot) => void,
      ) =>
        new Gauge({
          name: `kontext_${name}`,
          help,
          labelNames,
          registers,
          async collect() {
            set(this, await readOnce());
          },
        });
      watched('tasks', 'Tasks by state; queued ones wait for their turn', ['state'], (gauge, { tasks }) => {
        for (const [state, count] of Object.entries(tasks)) gauge.set({ state }, count);
      });
      watched(
        'host_budget_usd',
        'HOST_BUDGET in its present window: limit, spent, reserved',
        ['part'],
        (gauge, { budget }) => {
          for (const [part, usd] of Object.entries(budget)) gauge.set({ part }, usd);
        },
      );
      watched(
        'reserved_usd',
        'Set aside for tasks that have not ended, and for unconfirmed charges, in USD',
        [],
        (gauge, { reservedUsd }) => gauge.set(reservedUsd),
      );
      watched(
        'journal_bytes',
        "What the database's journal takes up on the disk; it grows while another program reads for long",
        [],
        (gauge, { journalBytes }) => gauge.set(journalBytes),
      );
    },
  };
}

/** A scrape asks every gauge at the same time: one look serves them all. */
function onceAtATime<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= read().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
