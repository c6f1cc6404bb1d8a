package org.tosc.backends.triton.python;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.backends.triton.block.Op;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Statement;
import org.tosc.backends.triton.block.Tile;

/// How often tiles are used, and which of them cannot stand where they are used.
final class Uses {
  private final Map<Integer, Integer> counts = new HashMap<>();
  private final Set<Integer> pinned = new HashSet<>();
  private final Set<Size> sizes = new LinkedHashSet<>();

  private Uses() {}

  static Uses of(List<Statement> body) {
    Uses uses = new Uses();
    uses.count(body);
    return uses;
  }

  /// The numbers that have a name, in the order in which they come up.
  Set<Size> sizes() {
    return sizes;
  }

  /// Whether a tile is used once, and may be computed there.
  boolean isMovable(Tile tile) {
    return counts.getOrDefault(tile.id(), 0) == 1 && !pinned.contains(tile.id());
  }

  private void count(List<Statement> statements) {
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Let(Tile tile, Op op) -> {
          op.operands().forEach(this::use);
          tile.shape().forEach(this::size);
          if (op instanceof Op.SizeOf(Size size)) {
            size(size);
          }
        }
        case Statement.Store store -> store.operands().forEach(this::use);
        case Statement.Barrier _ -> {}
        case Statement.For loop -> {
          size(loop.step());
          use(loop.from());
          use(loop.to());
          // What a turn begins with and hands on is assigned, in an order: nothing may be computed
          // in between.
          loop.initial().forEach(this::use);
          loop.yields().forEach(this::use);
          if (loop.carried().size() > 1) {
            loop.yields().forEach(t -> pinned.add(t.id()));
          }
          pin(loop.body());
          count(loop.body());
        }
      }
    }
  }

  /// What a loop uses from outside is computed outside.
  private void pin(List<Statement> body) {
    Set<Integer> inside = new HashSet<>();
    for (Statement statement : body) {
      switch (statement) {
        case Statement.Let(Tile tile, Op op) -> {
          inside.add(tile.id());
          for (Tile operand : op.operands()) {
            if (!inside.contains(operand.id())) {
              pinned.add(operand.id());
            }
          }
        }
        case Statement.Store store -> store.operands().forEach(t -> pinned.add(t.id()));
        case Statement.Barrier _ -> {}
        case Statement.For loop -> {
          loop.initial().forEach(t -> pinned.add(t.id()));
          pin(loop.body());
        }
      }
    }
  }

  private void size(Size size) {
    if (size.isNamed()) {
      sizes.add(size);
    }
  }

  private void use(Tile tile) {
    counts.merge(tile.id(), 1, Integer::sum);
  }
}
