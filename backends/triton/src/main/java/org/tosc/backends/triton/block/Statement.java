package org.tosc.backends.triton.block;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A step of a program.
public sealed interface Statement {
  record Let(Tile tile, Op op) implements Statement {}

  /// Writes elements where the mask is true.
  ///
  /// @param base a scalar that is added to the pointer first
  record Store(Pointer pointer, @Nullable Tile base, Tile offset, Tile value, @Nullable Tile mask)
      implements Statement {
    /// What it reads.
    public List<Tile> operands() {
      return Stream.of(base, offset, value, mask).filter(t -> t != null).toList();
    }
  }

  /// What the program wrote before it reads after it.
  record Barrier() implements Statement {}

  /// Steps from one number below another, with tiles that each turn hands to the next.
  ///
  /// @param index a scalar
  /// @param initial what the first turn gets
  /// @param carried what a turn gets, inside
  /// @param yields what a turn hands on
  /// @param results what the last one hands on
  record For(
      Tile index,
      Tile from,
      Tile to,
      Size step,
      List<Tile> initial,
      List<Tile> carried,
      List<Statement> body,
      List<Tile> yields,
      List<Tile> results)
      implements Statement {
    public For {
      initial = List.copyOf(initial);
      carried = List.copyOf(carried);
      body = List.copyOf(body);
      yields = List.copyOf(yields);
      results = List.copyOf(results);
    }
  }
}
