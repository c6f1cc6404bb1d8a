package org.tosc.backends.machines.x86.decode;

import java.util.Locale;
import java.util.Random;
import org.tosc.backends.machines.x86.isa.Fault;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Decodes random bytes. `main` takes how many strings, and a seed, and says how fast it went.
final class DecodeSpeed {
  private static final int POOL = 1 << 20;
  private final byte[] pool = new byte[POOL + Decoder.LONGEST + 1];
  private final Random random;
  long instructions;
  long faults;

  DecodeSpeed(long seed) {
    random = new Random(seed);
  }

  public static void main(String[] args) {
    long count = Long.parseLong(args[0]);
    var speed = new DecodeSpeed(args.length > 1 ? Long.parseLong(args[1]) : 1);
    long start = System.nanoTime();
    for (long done = 0; done < count; done += POOL) {
      speed.run((int) Math.min(POOL, count - done));
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    System.out.printf(Locale.ROOT, "%s, %.1f million/s%n", speed, count * 1e-6 / seconds);
  }

  void run(int count) {
    for (int n = 0; n < count; n++) {
      int at = n & POOL - 1;
      if (at == 0) {
        random.nextBytes(pool);
      }
      switch (Decoder.decode(pool, at, pool.length)) {
        case Instruction i -> instructions++;
        case Fault f -> faults++;
      }
    }
  }

  @Override
  public String toString() {
    return instructions + " instructions, " + faults + " faults";
  }
}
