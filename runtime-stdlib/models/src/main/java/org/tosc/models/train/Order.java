package org.tosc.models.train;

import java.util.SplittableRandom;

/// In which order examples come: every epoch all of them, in an order of its own that follows from
/// the seed. What step takes which examples depends on nothing else.
///
/// @param count of examples
/// @param size of a step's batch; the last of an epoch may be smaller
public record Order(int count, int size, long seed) {
  /// The fraction of the golden ratio in 64 bits: what keeps seeds of neighbours apart.
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  public Order {
    if (count < 1 || size < 1) {
      throw new IllegalArgumentException(count + " examples in batches of " + size);
    }
  }

  public long stepsPerEpoch() {
    return ((long) count + size - 1) / size;
  }

  /// The examples of a step, counted from 0.
  public int[] examples(long step) {
    int[] order = shuffled(step / stepsPerEpoch());
    int from = (int) (step % stepsPerEpoch()) * size;
    int[] part = new int[Math.min(size, count - from)];
    System.arraycopy(order, from, part, 0, part.length);
    return part;
  }

  private int[] shuffled(long epoch) {
    SplittableRandom random = new SplittableRandom(mixed(seed, epoch));
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /// A seed for one use of many: numbers of random generators with such seeds have nothing in
  /// common.
  public static long mixed(long seed, long use) {
    return new SplittableRandom(seed ^ ((use + 1) * GOLDEN)).nextLong();
  }
}
