package org.tosc.backends.triton.block;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Leaves out what nothing uses.
public final class Unused {
  private final Set<Integer> used = new HashSet<>();

  private Unused() {}

  /// The statements without those whose tiles nobody reads.
  public static List<Statement> without(List<Statement> statements) {
    return new Unused().kept(statements);
  }

  /// From the last to the first, so that readers come before what they read.
  private List<Statement> kept(List<Statement> statements) {
    List<Statement> kept = new ArrayList<>();
    for (Statement statement : statements.reversed()) {
      switch (statement) {
        case Statement.Let(Tile tile, Op op) -> {
          if (used.contains(tile.id())) {
            op.operands().forEach(this::use);
            kept.addFirst(statement);
          }
        }
        case Statement.Store store -> {
          store.operands().forEach(this::use);
          kept.addFirst(store);
        }
        case Statement.Barrier _ -> kept.addFirst(statement);
        case Statement.For loop -> kept.addFirst(loop(loop));
      }
    }
    return kept;
  }

  private Statement loop(Statement.For loop) {
    loop.yields().forEach(this::use);
    List<Statement> body = kept(loop.body());
    loop.initial().forEach(this::use);
    use(loop.from());
    use(loop.to());
    return new Statement.For(
        loop.index(),
        loop.from(),
        loop.to(),
        loop.step(),
        loop.initial(),
        loop.carried(),
        body,
        loop.yields(),
        loop.results());
  }

  private void use(Tile tile) {
    used.add(tile.id());
  }
}
