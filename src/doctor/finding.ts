// What the doctor finds, and how it stands on a terminal: a line each, the remedy below what is
// wrong.

export type Level = 'ok' | 'warning' | 'failure';

export interface Finding {
  level: Level;
  what: string;
  /** What to do about it; every warning and failure has one. */
  remedy?: string;
}

export const ok = (what: string): Finding => ({ level: 'ok', what });
export const warning = (what: string, remedy: string): Finding => ({ level: 'warning', what, remedy });
export const failure = (what: string, remedy: string): Finding => ({ level: 'failure', what, remedy });

const SUBJECT_WIDTH = 15;
const LEVEL_WIDTH = 9;

/** @param subject what was looked at, in a word or two */
export function describeFinding(subject: string, { level, what, remedy }: Finding): string {
  const line = `${level.padEnd(LEVEL_WIDTH)}${subject.padEnd(SUBJECT_WIDTH)}${what}`;
  return remedy === undefined ? line : `${line}\n${' '.repeat(LEVEL_WIDTH + SUBJECT_WIDTH)}→ ${remedy}`;
}

/** `1 failure, 2 warnings, 9 ok` */
export function summarise(findings: readonly Finding[]): string {
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const counted = (level: Level) => `${count(level)} ${level}${level === 'ok' || count(level) === 1 ? '' : 's'}`;
  return [counted('failure'), counted('warning'), counted('ok')].join(', ');
}
