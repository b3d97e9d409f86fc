// Whether there is the right to write where something is to be written, told with the place and the
// remedy before anything is begun.
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../errors.ts';

/**
 * @param path a database that is to be changed: SQLite writes in its folder too
 * @throws {AppError} `database-unwritable`
 */
export function requireWritable(path: string): void {
  for (const place of [dirname(path), path]) {
    const why = existsSync(place) ? obstacleOf(place) : undefined;
    if (why !== undefined)
      throw unwritable({ code: 'database-unwritable', place, why, otherwise: 'change DATABASE_URL' });
  }
}

/** @param place that is there. @returns the system's word for what stands in the way of writing */
export function obstacleOf(place: string): string | undefined {
  try {
    accessSync(place, constants.W_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown'; // fs throws these.
  }
}

interface Obstacle {
  code: string;
  place: string;
  why: string;
  /** What can be done instead of granting the right, as in `change DATABASE_URL`. */
  otherwise: string;
}

export const unwritable = ({ code, place, why, otherwise }: Obstacle): AppError =>
  new AppError(
    code,
    `${place} cannot be written (${why}). Give the user that runs this program the right to write there, or ${otherwise}.`,
  );
