/** One ratio that the project promises to hold, as it was measured. */
export interface Measurement {
  /** What is measured, in a few words. */
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly baseline: number;
  /** What the baseline is. */
  readonly against: string;
  /** The most that ours may be, in baselines; none where the number is only shown. */
  readonly limit?: number;
  /** How many runs of each the numbers are medians of. @default 1 */
  readonly runs?: number;
}

/** Ours in baselines. */
export function ratio({ ours, baseline }: Measurement): number {
  return ours / baseline;
}

/** Whether the limit holds; it does where there is none. */
export function holds(measurement: Measurement): boolean {
  return measurement.limit === undefined || ratio(measurement) <= measurement.limit;
}

/** The middle one, or the mean of the two in the middle. */
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
 * Measures two things in turn, so that whatever else the machine does meets both; medians.
 *
 * @param measure runs one of them, and says how much it took
 * @param rounds how often each is measured, after one round that does not count
 */
export async function inTurn<Side extends string>(
  sides: readonly [Side, Side],
  rounds: number,
  measure: (side: Side) => number | Promise<number>,
): Promise<Record<Side, number>> {
  const taken = new Map<Side, number[]>(sides.map((side) => [side, []]));
  for (let round = 0; round <= rounds; round += 1) {
    // Whoever comes first in one round comes second in the next.
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
