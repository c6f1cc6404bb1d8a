package org.tosc.backends.mlir.gpu;

import java.util.List;
import org.tosc.backends.mlir.scalar.Constants;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.IntegerFormat;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirValue;

/// What the lanes of a warp hold, joined in all of them: each with the one 16, 8, 4, 2 and 1 away.
final class Shuffles {
  private static final int LANES = 32;

  private Shuffles() {}

  static MlirValue joined(BlockWriter out, MlirValue part, Joining joining) {
    MlirValue width = Constants.whole(out, IntegerFormat.I32, LANES);
    MlirValue all = part;
    for (int away = LANES / 2; away >= 1; away /= 2) {
      MlirValue offset = Constants.whole(out, IntegerFormat.I32, away);
      MlirValue other =
          out.emit(
                  MlirOperation.named("gpu.shuffle")
                      .operands(all, offset, width)
                      .attribute("mode", new MlirAttribute.Dialect("gpu", "shuffle_mode xor")),
                  List.of(all.type(), IntegerFormat.I1),
                  "other")
              .getFirst();
      all = join(out, all, other, joining);
    }
    return all;
  }

  private static MlirValue join(BlockWriter out, MlirValue a, MlirValue b, Joining joining) {
    return switch (joining) {
      case SUM -> both(out, "arith.addf", a, b);
      case MAXIMUM -> both(out, "arith.maximumf", a, b);
      case MINIMUM -> both(out, "arith.minimumf", a, b);
      case GREATER -> chosen(out, new MlirAttribute.Word("ogt", MlirAttribute.i64(2)), a, b);
      case LESS -> chosen(out, new MlirAttribute.Word("olt", MlirAttribute.i64(4)), a, b);
    };
  }

  private static MlirValue both(BlockWriter out, String name, MlirValue a, MlirValue b) {
    return out.emit(MlirOperation.named(name).operands(a, b), a.type(), "joined");
  }

  private static MlirValue chosen(
      BlockWriter out, MlirAttribute predicate, MlirValue a, MlirValue b) {
    MlirValue isOther =
        out.emit(
            MlirOperation.named("arith.cmpf").operands(b, a).attribute("predicate", predicate),
            IntegerFormat.I1,
            "");
    return out.emit(
        MlirOperation.named("arith.select").operands(isOther, b, a), a.type(), "joined");
  }
}
