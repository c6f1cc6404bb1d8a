package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tosc.backends.triton.block.Builder;
import org.tosc.backends.triton.block.Tile;

/// What all forms of programs have in common: terms of stages, and what becomes of their values.
final class StageWriter {
  private final Builder b;
  private final Memory memory;
  private final Group group;
  private final Set<Buffer> needed;

  /// @param needed buffers that somebody reads after the program
  StageWriter(Builder b, Memory memory, Group group, Set<Buffer> needed) {
    this.b = b;
    this.memory = memory;
    this.group = group;
    this.needed = needed;
  }

  /// Writes terms of a stage at the points of a space.
  TermWriter terms(int stage, Space space) {
    return new TermWriter(b, source(stage, space));
  }

  /// What a stage reads at the points of a space.
  TermWriter.Source source(int stage, Space space) {
    Stage of = group.stages().get(stage);
    int[] classes = group.classes().get(stage);
    return new TermWriter.Source() {
      @Override
      public Tile read(int operand) {
        return memory.read(of.operands().get(operand), classes, space);
      }

      @Override
      public Tile index(int dim) {
        return space.at(classes[dim]).index();
      }
    };
  }

  /// What a stage finds in an operand that it writes.
  Tile before(int stage, int value, Space space) {
    Access access = group.stages().get(stage).write(value);
    return memory.read(access, group.classes().get(stage), space);
  }

  /// Writes a stage that does not reduce.
  void pointwise(int stage, Space space) {
    TermWriter terms = terms(stage, space);
    List<Tile> values = new ArrayList<>();
    for (Term value : group.stages().get(stage).values()) {
      values.add(terms.write(value));
    }
    finish(stage, values, space);
  }

  /// Hands on what a stage has computed.
  void finish(int stage, List<Tile> values, Space space) {
    Stage of = group.stages().get(stage);
    for (int i = 0; i < values.size(); i++) {
      Access access = of.write(i);
      memory.keep(access.buffer(), values.get(i));
      if (needed.contains(access.buffer()) && !isWrittenAgain(stage, access)) {
        memory.store(access, group.classes().get(stage), space, values.get(i));
      }
    }
  }

  /// Whether a later stage of the program writes all that a stage has written.
  private boolean isWrittenAgain(int stage, Access access) {
    int[] own = group.classes().get(stage);
    for (int s = stage + 1; s < group.stages().size(); s++) {
      int[] others = group.classes().get(s);
      for (Access other : group.stages().get(s).writes()) {
        if (other.buffer().equals(access.buffer()) && isSame(access, own, other, others)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSame(Access a, int[] own, Access b, int[] others) {
    for (int axis = 0; axis < a.buffer().shape().size(); axis++) {
      int d = a.dimOf(axis);
      int e = b.dimOf(axis);
      boolean sameDim =
          d < 0 ? e < 0 && a.isConstant(axis) && b.isConstant(axis) : e >= 0 && own[d] == others[e];
      if (!sameDim || a.map().result(axis).constant() != b.map().result(axis).constant()) {
        return false;
      }
    }
    return true;
  }
}
