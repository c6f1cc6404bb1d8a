package org.tosc.backends.machines.mlir.verify;

import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Type;

/// Constants, comparisons and conversions.
final class ScalarChecks {
  static final Map<String, ShapeChecks.Check> ALL =
      Map.of(
          "arith.constant", ScalarChecks::constant,
          "arith.cmpi", (op, f) -> predicate(op, 10, f),
          "arith.cmpf", (op, f) -> predicate(op, 16, f),
          "arith.extf", (op, f) -> width(op, true, f),
          "arith.truncf", (op, f) -> width(op, false, f),
          "arith.extsi", (op, f) -> width(op, true, f),
          "arith.extui", (op, f) -> width(op, true, f),
          "arith.trunci", (op, f) -> width(op, false, f),
          "arith.bitcast", ScalarChecks::bitcast,
          "arith.select", ScalarChecks::select);

  private ScalarChecks() {}

  private static void constant(Operation op, Faults faults) {
    Attribute value = op.attribute("value");
    if (value == null) {
      faults.structure(op, "needs a number, `value`");
      return;
    }
    Type type = op.results().getFirst().type();
    Type said =
        switch (value) {
          case Attribute.Int(long number, Type t) -> t;
          case Attribute.Floating(long bits, FloatKind kind) -> Type.f(kind);
          case Attribute.Dense(var elements, Type.Shaped t) -> t;
          case Attribute _ -> type;
        };
    if (!said.equals(type)) {
      faults.type(op, "gives `" + type + "`, but its value is a `" + said + "`");
    }
  }

  private static void predicate(Operation op, int count, Faults faults) {
    boolean isThere =
        op.attribute("predicate") instanceof Attribute.Int(long number, Type t)
            && number >= 0
            && number < count;
    if (!isThere) {
      faults.structure(
          op,
          "needs a `predicate` of 0 … "
              + (count - 1)
              + ", here is `"
              + op.attribute("predicate")
              + "`");
    }
  }

  private static Type in(Operation op) {
    return op.operands().getFirst().type();
  }

  private static Type out(Operation op) {
    return op.results().getFirst().type();
  }

  static Type element(Type type) {
    return type instanceof Type.Shaped shaped ? shaped.element() : type;
  }

  static int bits(Type type) {
    return switch (element(type)) {
      case Type.Floating(FloatKind kind) -> kind.width();
      case Type.Int(int width, Type.Sign sign) -> width;
      case Type _ -> 64;
    };
  }

  private static boolean hasOneShape(Operation op, Faults faults) {
    boolean isShaped = in(op) instanceof Type.Shaped;
    boolean areBoth = isShaped && out(op) instanceof Type.Shaped;
    boolean fits =
        areBoth
            ? MemoryChecks.shaped(in(op)).shape().equals(MemoryChecks.shaped(out(op)).shape())
            : isShaped == (out(op) instanceof Type.Shaped);
    if (!fits) {
      faults.type(op, "keeps the shape, but makes `" + out(op) + "` of `" + in(op) + "`");
    }
    return fits;
  }

  private static void width(Operation op, boolean isWider, Faults faults) {
    if (!hasOneShape(op, faults)) {
      return;
    }
    int from = bits(in(op));
    int to = bits(out(op));
    if (isWider ? to <= from : to >= from) {
      faults.type(
          op,
          "makes numbers "
              + (isWider ? "wider" : "narrower")
              + ", but `"
              + out(op)
              + "` has "
              + to
              + " bits and `"
              + in(op)
              + "` has "
              + from);
    }
  }

  private static void bitcast(Operation op, Faults faults) {
    if (hasOneShape(op, faults) && bits(in(op)) != bits(out(op))) {
      faults.type(
          op,
          "keeps the bits, but `"
              + in(op)
              + "` has "
              + bits(in(op))
              + " and `"
              + out(op)
              + "` has "
              + bits(out(op)));
    }
  }

  private static void select(Operation op, Faults faults) {
    Type condition = in(op);
    boolean isBit = element(condition).equals(Type.i(1));
    boolean fits =
        !(condition instanceof Type.Shaped c)
            || (out(op) instanceof Type.Shaped r && r.shape().equals(c.shape()));
    if (!isBit || !fits) {
      faults.type(
          op, "needs `i1`, or one for each element, but its condition is `" + condition + "`");
    }
  }
}
