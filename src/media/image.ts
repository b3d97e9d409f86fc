// An image that this program keeps and shows as it is.
import { sniffFormat } from './sniff-format.ts';

export const imageFormats = ['jpeg', 'png', 'webp'] as const;
export type ImageFormat = (typeof imageFormats)[number];

export interface Image {
  bytes: Buffer;
  format: ImageFormat;
  width: number;
  height: number;
}

/** By its first bytes; undefined for what is not kept as it is. */
export const imageFormatOf = (bytes: Buffer): ImageFormat | undefined =>
  imageFormats.find((format) => format === sniffFormat(bytes));
