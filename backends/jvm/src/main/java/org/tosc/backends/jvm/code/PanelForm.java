package org.tosc.backends.jvm.code;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tosc.backends.jvm.code.Space.Loop;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;

/// Which nests are contractions that [Panels] can emit.
final class PanelForm {
  /// How many rounds are taken together where the body has at most so many operations, so that the
  /// loop stays below C2's LoopUnrollLimit.
  private static final int[][] ROUNDS = {{3, 8}, {5, 4}, {8, 2}};

  private static final Set<CoreOp> WHOLE =
      EnumSet.of(CoreOp.ADD, CoreOp.MUL, CoreOp.CAST, CoreOp.CONST, CoreOp.YIELD);
  private static final int WHOLE_ROUNDS = 4;

  private static final int SHORTEST_ROW = 8;
  private static final int SHORTEST_SUM = 4;

  private static final Set<CoreOp> PLAIN =
      EnumSet.of(
          CoreOp.ADD,
          CoreOp.SUB,
          CoreOp.MUL,
          CoreOp.MIN,
          CoreOp.MAX,
          CoreOp.NEG,
          CoreOp.CAST,
          CoreOp.CONST,
          CoreOp.YIELD);

  private PanelForm() {}

  /// 0 where a body is no plain arithmetic of `f32` or `f64`, or of `i32` with one sum that may
  /// overflow, or too large.
  static int rounds(NestBody body) {
    boolean whole = body.raising().onlySum() != null;
    Set<CoreOp> known = whole ? WHOLE : PLAIN;
    int count = 0;
    for (Operation o : body.region().ops()) {
      boolean isKnown = o.op() instanceof CoreOp core && known.contains(core);
      if (!isKnown
          || !o.operands().stream().allMatch(v -> isElement(v.type(), whole))
          || !o.results().stream().allMatch(v -> isResult(v.type(), whole))) {
        return 0;
      }
      count += o.op() == CoreOp.CONST || o.op() == CoreOp.YIELD || o.op() == CoreOp.CAST ? 0 : 1;
    }
    if (whole) {
      return count <= 2 ? WHOLE_ROUNDS : 0;
    }
    for (int[] limit : ROUNDS) {
      if (count <= limit[0]) {
        return limit[1];
      }
    }
    return 0;
  }

  private static boolean isElement(Type type, boolean whole) {
    return type instanceof Scalar s && (whole ? Repr.of(s).carrier() == Carrier.INT : s.isFloat());
  }

  private static boolean isResult(Type type, boolean whole) {
    return whole ? type == Scalar.I32 : type == Scalar.F32 || type == Scalar.F64;
  }

  /// Whether one out, a tile, has rows along the innermost loop, and sums around it.
  static boolean fits(NestBody body, Space space) {
    List<Loop> all = space.loops();
    if (all.size() < 2 || body.written().size() != 1) {
      return false;
    }
    Loop row = all.getLast();
    int out = body.written().getFirst();
    List<Loop> sums = all.stream().filter(Loop::isReduction).toList();
    boolean fits =
        !row.isReduction()
            && row.extent() >= SHORTEST_ROW
            && body.access(out).stride(row.dim()) == 1
            && !sums.isEmpty()
            && sums.getLast().extent() >= SHORTEST_SUM;
    for (int i = 0; i < body.operands(); i++) {
      boolean otherOut = i != out && body.access(i).isTile() && body.written().contains(i);
      fits &= !body.touches(i) || (!body.access(i).isView() && !otherOut);
    }
    return fits;
  }
}
