// What code puts together from parts reads as a sentence in every language: denials, what is left,
// reports.
import { describe, expect, it } from 'vitest';
import type { BudgetDenial } from '../../src/billing/budgets.ts';
import type { MemberUsage } from '../../src/billing/usage/usage.ts';
import { describeDenial } from '../../src/discord/rendering/describe-denial.ts';
import { describeReport } from '../../src/discord/rendering/describe-report.ts';
import { describeUsage } from '../../src/discord/rendering/describe-usage.ts';
import { createText } from '../../src/text/text.ts';

const allowance = {
  rule: 'member',
  window: 'day',
  since: 0,
  limitMicros: 2_000_000,
  spentMicros: 1_960_000,
  reservedMicros: 20_000,
  leftMicros: 20_000,
  images: 24,
  source: 'host',
  resetsAt: 1_000_000,
} as const;
const denial: BudgetDenial = { ...allowance, costMicros: 160_000, wanted: 2 };
const sums = {
  images: 3,
  failures: 1,
  chargedFailures: 0,
  spentMicros: 240_000,
  failedMicros: 0,
  reservedMicros: 0,
  reservedImages: 0,
};
const usage: MemberUsage = {
  sums: { day: sums, week: sums, month: sums, total: { ...sums, images: 1 } },
  reservedMicros: 80_000,
  unconfirmedMicros: 0,
  allowance,
  grants: [
    { id: 1, accountId: 1, amountMicros: 5_000_000, leftMicros: 3_000_000, reason: 'Halloween', expiresAt: 2_000_000 },
  ],
  tighter: [{ ...allowance, rule: 'server', leftMicros: 10_000, limitImages: 25 }],
};
const report: Parameters<typeof describeReport>[0] = {
  totals: { ...sums, images: 4 },
  models: [],
  kinds: [
    { kind: 'imagine', ...sums },
    { kind: 'edit', ...sums, images: 1 },
  ],
  unconfirmed: { tasks: 0, micros: 0 },
};

const spoken: Readonly<Record<string, { denial: string; usage: string[]; report: string[] }>> = {
  'es-ES': {
    denial:
      'Has usado 1,96 US$ de tu límite diario de 2,00 US$ aquí (valor del bot), y estas 2 imágenes cuestan cerca de 0,16 US$. ' +
      'Otros 0,02 US$ están en reserva para imágenes en curso. El límite se renueva <t:1000:R>. ' +
      'Quien gestiona este servidor puede subírtelo con `/presupuesto fijar miembro`, o concederte más con `/presupuesto conceder`.',
    usage: [
      '**Tus imágenes aquí**',
      'Hoy: 3 imágenes · 0,24 US$',
      'Esta semana: 3 imágenes · 0,24 US$',
      'Este mes: 3 imágenes · 0,24 US$',
      'En total: 1 imagen · 0,24 US$',
      '0,08 US$ en reserva para lo que se está creando ahora.',
      'Quedan 0,02 US$ de 2,00 US$ al día (valor del bot); el límite se renueva <t:1000:R>.',
      'Crédito adicional: quedan 3,00 US$ de 5,00 US$ (Halloween) · caduca <t:2000:R>',
      'El límite que se ha fijado este servidor deja menos margen: 0,01 US$ y 1 imagen.',
    ],
    report: [
      '4 imágenes · 0,24 US$',
      '0,06 US$ por imagen en promedio',
      '1 fallida sin cobrar',
      'Por tipo: creación (3 imágenes, 0,24 US$) · edición (1 imagen, 0,24 US$)',
    ],
  },
  'pt-BR': {
    denial:
      'Você já usou US$ 1,96 do seu limite diário de US$ 2,00 aqui (padrão do bot), e estas 2 imagens custam cerca de US$ 0,16. ' +
      'Outros US$ 0,02 estão em reserva para imagens em criação. O limite se renova <t:1000:R>. ' +
      'Quem gerencia este servidor pode aumentá-lo para você com `/orçamento definir membro` ou conceder mais com `/orçamento conceder`.',
    usage: [
      '**Suas imagens aqui**',
      'Hoje: 3 imagens · US$ 0,24',
      'Esta semana: 3 imagens · US$ 0,24',
      'Este mês: 3 imagens · US$ 0,24',
      'No total: 1 imagem · US$ 0,24',
      'US$ 0,08 em reserva para o que está sendo criado agora.',
      'Restam US$ 0,02 de US$ 2,00 por dia (padrão do bot); o limite se renova <t:1000:R>.',
      'Crédito extra: restam US$ 3,00 de US$ 5,00 (Halloween) · vence <t:2000:R>',
      'O limite que este servidor definiu deixa menos margem: US$ 0,01 e 1 imagem.',
    ],
    report: [
      '4 imagens · US$ 0,24',
      'US$ 0,06 por imagem, em média',
      '1 falhou, sem cobrança',
      'Por tipo: criação (3 imagens, US$ 0,24) · edição (1 imagem, US$ 0,24)',
    ],
  },
};

describe.each(Object.entries(spoken))('%s', (locale, expected) => {
  const language = createText()(locale);
  /** `Intl` puts a space that does not break between an amount and its currency. */
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');

  it('a denial', () => {
    expect(plain(describeDenial(denial, language, true))).toBe(expected.denial);
  });

  it('what a member has used and has left', () => {
    expect(plain(describeUsage(usage, true, language)).split('\n')).toEqual(expected.usage);
  });

  it('a report', () => {
    expect(describeReport(report, language).map(plain)).toEqual(expected.report);
  });
});

describe('what failed and was charged', () => {
  const failing = {
    ...sums,
    images: 12,
    failures: 3,
    chargedFailures: 2,
    spentMicros: 1_120_000,
    failedMicros: 160_000,
  };
  const english = createText()('en-US');

  it('stands apart in a report, and is no part of the average', () => {
    const models = [
      { model: 'max', ...failing },
      { model: 'pro', ...sums },
    ];
    expect(describeReport({ ...report, totals: failing, models, kinds: [] }, english)).toEqual([
      '12 images · $0.96; 2 failed but charged, $0.16',
      '$0.08 per image on average',
      '1 failed, not charged',
      'By model: max 12 images, $0.96; 2 failed but charged, $0.16 · pro 3 images, $0.24',
    ]);
  });

  it('stands apart where nothing else was made', () => {
    const totals = {
      ...failing,
      images: 0,
      failures: 1,
      chargedFailures: 1,
      spentMicros: 80_000,
      failedMicros: 80_000,
    };
    expect(describeReport({ ...report, totals, kinds: [] }, english)).toEqual([
      '0 images · $0.00; 1 failed but charged, $0.08',
    ]);
  });

  it('stands apart in what a member has used', () => {
    const told = describeUsage({ ...usage, sums: { ...usage.sums, week: failing } }, true, english);
    expect(told).toContain('\nThis week: 12 images · $0.96; 2 failed but charged, $0.16\n');
  });
});

it('Latin America reads Spanish, with numbers as they are written there', () => {
  const { t, locale } = createText()('es-419');
  expect([t('button.tryAgain'), locale]).toEqual(['Reintentar', 'es-419']);
});
