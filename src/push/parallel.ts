/** Does work for each of several things, a few at a time, and gives the results in their order. The first failure ends it. */
export async function inParallel<T, R>(
  all: readonly T[],
  atOnce: number,
  work: (one: T, index: number) => Promise<R>,
  progress: (done: number) => void = () => {},
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  let next = 0;
  let isOver = false;
  const take = async () => {
    for (let index = next++; index < all.length && !isOver; index = next++) {
      const one = all[index];
      if (one === undefined) continue;
      results.set(index, await work(one, index));
      progress(results.size);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, take));
  } finally {
    isOver = true;
  }
  return all.flatMap((_, index) => {
    const result = results.get(index);
    return result === undefined ? [] : [result];
  });
}
