package org.tosc.backends.machines.gpu.cost;

/// How many programs a multiprocessor has at once.
///
/// @param programs at least 1
/// @param limit what allows no more
/// @param registers of each thread
/// @param sharedBytes of each program
public record Occupancy(int programs, Limit limit, int registers, long sharedBytes) {
  private static final int LANES = 32;
  private static final int BASE_REGISTERS = 48;
  private static final int LEAST_REGISTERS = 32;
  private static final int MOST_REGISTERS = 255;
  private static final int REGISTER_BYTES = 4;

  /// Shared memory that the system takes for each program.
  private static final int RESERVED = 1024;

  /// What limits it.
  public enum Limit {
    THREADS("threads"),
    REGISTERS("registers"),
    SHARED_MEMORY("shared memory"),
    PROGRAMS("programs of a multiprocessor");

    private final String text;

    Limit(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /// @param warps of each program
  /// @param stages that a loop keeps under way
  static Occupancy of(Gpu gpu, Counts counts, int warps, int stages) {
    int threads = warps * LANES;
    long shared = counts.kept() + counts.staged() * (counts.hasLoop() ? stages : 1);
    double tiles = Math.ceil(counts.liveBytes() / REGISTER_BYTES / threads);
    double needed = counts.liveBytes() == 0 ? LEAST_REGISTERS : tiles + BASE_REGISTERS;
    int registers = (int) Math.clamp(needed, LEAST_REGISTERS, MOST_REGISTERS);
    int byThreads = gpu.threads() / threads;
    int byRegisters = gpu.registers() / (registers * threads);
    int byShared = shared == 0 ? gpu.programs() : (int) (gpu.sharedBytes() / (shared + RESERVED));
    int least = Math.min(Math.min(byThreads, byRegisters), Math.min(byShared, gpu.programs()));
    Limit limit =
        least == byThreads
            ? Limit.THREADS
            : least == byRegisters
                ? Limit.REGISTERS
                : least == byShared ? Limit.SHARED_MEMORY : Limit.PROGRAMS;
    return new Occupancy(Math.max(1, least), limit, registers, shared);
  }
}
