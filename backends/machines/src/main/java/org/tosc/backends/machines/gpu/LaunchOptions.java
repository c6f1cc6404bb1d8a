package org.tosc.backends.machines.gpu;

/// How a launch is run; nothing of it changes results of correct kernels.
///
/// @param warps groups of 32 threads for each program
/// @param stages how many rounds of loads a loop keeps under way
/// @param order in which programs run: 0 for ascending, other numbers for orders by chance
/// @param watchesRaces whether programs that touch the same elements are told
/// @param fuel how many operations each program may do
public record LaunchOptions(int warps, int stages, long order, boolean watchesRaces, long fuel) {
  private static final long FUEL = 20_000_000;

  /// 4 warps, 3 stages, as Triton has them where nothing is said.
  public static final LaunchOptions DEFAULT = new LaunchOptions(4, 3, 0, true, FUEL);

  /// @throws IllegalArgumentException where `warps` is no power of two up to 32, or stages are not
  ///   1 to 32
  public LaunchOptions {
    if (warps < 1 || warps > 32 || Integer.bitCount(warps) != 1) {
      throw new IllegalArgumentException("a program has 1, 2, 4, 8, 16 or 32 warps");
    }
    if (stages < 1 || stages > 32) {
      throw new IllegalArgumentException("a loop has 1 to 32 stages");
    }
  }

  public LaunchOptions withWarps(int count) {
    return new LaunchOptions(count, stages, order, watchesRaces, fuel);
  }

  public LaunchOptions withStages(int count) {
    return new LaunchOptions(warps, count, order, watchesRaces, fuel);
  }

  public LaunchOptions withOrder(long seed) {
    return new LaunchOptions(warps, stages, seed, watchesRaces, fuel);
  }

  public LaunchOptions withRaces(boolean watches) {
    return new LaunchOptions(warps, stages, order, watches, fuel);
  }

  public LaunchOptions withFuel(long most) {
    return new LaunchOptions(warps, stages, order, watchesRaces, most);
  }
}
