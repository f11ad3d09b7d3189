/** A measured ratio, which may have a limit. */
export interface Measurement {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly baseline: number;
  /** Description of the baseline. */
  readonly against: string;
  /** The maximum ratio. @default none */
  readonly limit?: number;
  /** The number of runs that the values are medians of. @default 1 */
  readonly runs?: number;
}

export function ratio({ ours, baseline }: Measurement): number {
  return ours / baseline;
}

/** Whether there is no limit, or it holds. */
export function holds(measurement: Measurement): boolean {
  return measurement.limit === undefined || ratio(measurement) <= measurement.limit;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 1 ? middle : middle - 1];
  if (upper === undefined || lower === undefined) {
    throw new Error("no values to take the median of");
  }
  return (lower + upper) / 2;
}

/**
 * Measures two sides alternately, so that other load affects both, and returns their medians.
 *
 * @param rounds the number of measurements of each, after a discarded first round
 */
export async function inTurn<Side extends string>(
  sides: readonly [Side, Side],
  rounds: number,
  measure: (side: Side) => number | Promise<number>,
): Promise<Record<Side, number>> {
  const taken = new Map<Side, number[]>(sides.map((side) => [side, []]));
  for (let round = 0; round <= rounds; round += 1) {
    // Each side is the first in every other round.
    for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
      const value = await measure(side);
      if (round > 0) {
        taken.get(side)?.push(value);
      }
    }
  }
  return Object.fromEntries([...taken].map(([side, values]) => [side, median(values)])) as Record<
    Side,
    number
  >;
}
