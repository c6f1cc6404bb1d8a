package org.tosc.backends.triton.tiling;

import java.util.Map;
import java.util.TreeMap;
import org.tosc.tir.ir.AffineExpr;

/// Terms in words that do not hang on the stage: two that are described alike are the same number.
final class Described {
  private Described() {}

  static String of(Group group, int stage, Term term) {
    return switch (term) {
      case Term.Read(int operand, _) -> read(group, stage, operand);
      case Term.Real(var type, double value) -> type + " " + value;
      case Term.Whole(var type, long value) -> type + " " + value;
      case Term.Index(int dim) -> "at c" + group.classes().get(stage)[dim];
      case Term.Apply apply -> {
        StringBuilder all = new StringBuilder(apply.op() + " " + apply.type() + "(");
        apply.args().forEach(a -> all.append(of(group, stage, a)).append(", "));
        yield all.append(")").toString();
      }
    };
  }

  private static String read(Group group, int stage, int operand) {
    Access access = group.stages().get(stage).operands().get(operand);
    int[] classes = group.classes().get(stage);
    StringBuilder all = new StringBuilder("b" + access.buffer().number() + access.outside() + "[");
    for (AffineExpr at : access.map().results()) {
      Map<Integer, Long> times = new TreeMap<>();
      for (int dim = 0; dim < classes.length; dim++) {
        if (at.uses(dim)) {
          times.merge(classes[dim], at.coefficients().get(dim), Long::sum);
        }
      }
      all.append(times).append(" + ").append(at.constant()).append(", ");
    }
    return all.append("]").toString();
  }
}
