// What every language has to say: all that English says, which is whole.
import type { en } from './en.ts';

type Words = typeof en;

/**
 * What another language has to say: a text for each of English's, and of plurals those forms that
 * the language has (`_other` always).
 */
export type Catalogue<Part = Words> = {
  [Key in keyof Part as Key extends `${string}_one` ? never : Key]: Part[Key] extends string
    ? string
    : Catalogue<Part[Key]>;
} & { [Key in keyof Part as Key extends `${infer Base}_other` ? `${Base}_one` | `${Base}_many` : never]?: string };
