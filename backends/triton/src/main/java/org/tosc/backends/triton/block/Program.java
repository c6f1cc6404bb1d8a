package org.tosc.backends.triton.block;

import java.util.List;
import java.util.stream.Collectors;

/// What a program of a grid does.
///
/// @param name as the source has it
/// @param about what it is, in words
/// @param grid how many programs there are: a product
/// @param schedules with which sizes and warps it may run, the one first that is likely the best;
///   the sizes of the tiles are those of the first
public record Program(
    String name,
    String about,
    List<Pointer> pointers,
    List<Count> grid,
    List<Schedule> schedules,
    List<Statement> body) {
  public Program {
    pointers = List.copyOf(pointers);
    grid = List.copyOf(grid);
    schedules = List.copyOf(schedules);
    body = List.copyOf(body);
  }

  /// How many blocks cover an extent.
  public record Count(Size extent, Size block) {
    public long value() {
      return (extent.value() + block.value() - 1) / block.value();
    }
  }

  /// How a program may run.
  ///
  /// @param sizes of blocks that have a name, in the order in which [#schedules] say them all
  /// @param warps each of 32 threads
  /// @param stages how many turns of a loop loads may be ahead
  public record Schedule(List<Size> sizes, int warps, int stages) {
    public Schedule {
      sizes = List.copyOf(sizes);
    }

    @Override
    public String toString() {
      return sizes.stream().map(s -> s.name() + "=" + s.value()).collect(Collectors.joining(", "))
          + "; "
          + warps
          + " warps, "
          + stages
          + " stages";
    }
  }

  /// How many programs run with the first schedule.
  public long programs() {
    return grid.stream().mapToLong(Count::value).reduce(1, Math::multiplyExact);
  }

  public Schedule schedule() {
    return schedules.getFirst();
  }
}
