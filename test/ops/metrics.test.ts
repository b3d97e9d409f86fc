// The metrics: labels stay few and hold nothing of people, and what is made of them elsewhere uses
// only what exists.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../src/ops/metrics.ts';

const STANDING = {
  tasks: { queued: 3, unconfirmed: 1 },
  budget: { limit: 20, spent: 1.5, reserved: 0.08 },
  reservedUsd: 0.16,
  journalBytes: 4_096,
};

function watched(): Metrics {
  const metrics = createMetrics('1.2.3');
  metrics.watch(async () => STANDING);
  metrics.watchReadiness(async () => ({ gateway: true, storage: false }));
  return metrics;
}

const KINDS = ['_bucket', '_sum', '_count'];

/** Every series' name that a scrape can hold. */
function seriesOf(metrics: Metrics): Set<string> {
  const names = metrics.registry.getMetricsAsArray().map(({ name }) => name);
  return new Set(names.flatMap((name) => [name, ...KINDS.map((kind) => `${name}${kind}`)]));
}

const namesIn = (expression: string) => expression.match(/\b(kontext|nodejs|process)_\w+/g) ?? [];

describe('a scrape', () => {
  it('tells what happened and how things stand', async () => {
    const metrics = watched();
    metrics.admitted('imagine', 2);
    metrics.denied('host');
    metrics.providerCall('poll', 200);
    metrics.providerCall('create', 'none');
    metrics.discordCall('answer', 204);
    metrics.firstAnswer(0.2);
    metrics.eventDropped('MESSAGE_CREATE');
    metrics.chargedBeyondList('m');
    metrics.ended({ model: 'm', outcome: 'completed', failure: undefined, costUsd: 0.08, seconds: 9, polls: 3 });
    metrics.ended({ model: 'm', outcome: 'failed', failure: 'refused', costUsd: 0, seconds: 1, polls: 0 });
    const text = await metrics.registry.metrics();
    for (const line of [
      'kontext_info{version="1.2.3"} 1',
      'kontext_journal_bytes 4096',
      'kontext_admitted_tasks_total{kind="imagine"} 2',
      'kontext_denials_total{rule="host"} 1',
      'kontext_provider_calls_total{call="create",status="none"} 1',
      'kontext_discord_calls_total{route="answer",status="204"} 1',
      'kontext_gateway_events_dropped_total{event="MESSAGE_CREATE"} 1',
      'kontext_charges_beyond_list_total{model="m"} 1',
      'kontext_time_to_ack_seconds_bucket{le="0.25"} 1',
      'kontext_tasks_ended_total{outcome="failed",failure="refused"} 1',
      'kontext_spend_usd_total{model="m"} 0.08',
      'kontext_polls_per_task_sum 3',
      'kontext_tasks{state="queued"} 3',
      'kontext_host_budget_usd{part="spent"} 1.5',
      'kontext_reserved_usd 0.16',
      'kontext_ready{check="gateway"} 1',
      'kontext_ready{check="storage"} 0',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  });
});

describe.each([
  ['deploy/grafana-dashboard.json', /"expr": "(.*)"/g],
  ['deploy/prometheus-alerts.yml', /expr: (>-\n(?: {10}.*\n)+|.*)/g],
])('%s', (file, expressions) => {
  const found = [...readFileSync(file, 'utf8').matchAll(expressions)].map(([, expression = '']) => expression);

  it('uses only metrics that exist', () => {
    const series = seriesOf(watched());
    const used = found.flatMap(namesIn);
    expect(found.length).toBeGreaterThan(5);
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((name) => !series.has(name))).toEqual([]);
  });

  it('asks for labels that those metrics have', () => {
    const labels = new Map(createLabelled().map(([name, names]) => [name, new Set([...names, 'le', 'job'])] as const));
    const wrong = found.flatMap((expression) =>
      [...expression.matchAll(/\b(kontext_\w+?)(?:_bucket|_sum|_count)?\{([^}]*)\}/g)].flatMap(
        ([, name = '', inside = '']) =>
          [...inside.matchAll(/(\w+)\s*[=!]/g)].filter(([, label = '']) => !labels.get(name)?.has(label)),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

function createLabelled(): [string, readonly string[]][] {
  return watched()
    .registry.getMetricsAsArray()
    .map((metric) => [metric.name, 'labelNames' in metric ? (metric.labelNames as string[]) : []]); // prom-client keeps them there, untyped.
}
