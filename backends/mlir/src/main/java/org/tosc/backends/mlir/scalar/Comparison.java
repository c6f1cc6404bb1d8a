package org.tosc.backends.mlir.scalar;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Type;

/// Comparisons: their words, and their numbers in the generic form (`ArithBase.td`).
final class Comparison {
  /// What a comparison is called of each kind of numbers.
  private record Row(MlirAttribute floats, MlirAttribute signed, MlirAttribute unsigned) {}

  private static final Map<CoreOp, Row> ROWS =
      Map.of(
          CoreOp.EQ, row("oeq", 1, "eq", 0, "eq", 0),
          CoreOp.NE, row("une", 13, "ne", 1, "ne", 1),
          CoreOp.LT, row("olt", 4, "slt", 2, "ult", 6),
          CoreOp.LE, row("ole", 5, "sle", 3, "ule", 7),
          CoreOp.GT, row("ogt", 2, "sgt", 4, "ugt", 8),
          CoreOp.GE, row("oge", 3, "sge", 5, "uge", 9));

  private Comparison() {}

  static boolean covers(CoreOp op) {
    return ROWS.containsKey(op);
  }

  /// Writes a comparison.
  ///
  /// @param of the type of what is compared, in TIR
  static MlirValue write(BlockWriter out, CoreOp op, Type of, List<MlirValue> in) {
    Row row = Objects.requireNonNull(ROWS.get(op));
    MlirType type = in.getFirst().type();
    boolean isFloat = Types.isFloat(type);
    boolean isUnsigned = Types.isUnsigned(of) || Types.isTruth(type);
    MlirAttribute predicate = isFloat ? row.floats() : isUnsigned ? row.unsigned() : row.signed();
    return out.emit(
        MlirOperation.named(isFloat ? "arith.cmpf" : "arith.cmpi")
            .operands(in)
            .attribute("predicate", predicate),
        Arithmetic.truths(type),
        "");
  }

  private static Row row(String floats, long f, String signed, long s, String unsigned, long u) {
    return new Row(word(floats, f), word(signed, s), word(unsigned, u));
  }

  private static MlirAttribute word(String word, long number) {
    return new MlirAttribute.Word(word, MlirAttribute.i64(number));
  }
}
