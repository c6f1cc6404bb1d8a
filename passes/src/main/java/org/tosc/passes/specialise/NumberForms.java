package org.tosc.passes.specialise;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// What host operations are for numbers: the scalar operations that the front end writes where it
/// knows the types. An integer beside a float becomes one.
final class NumberForms {
  private static final Map<HostOp, CoreOp> ARITHMETIC =
      Map.of(
          HostOp.ADD, CoreOp.ADD,
          HostOp.SUB, CoreOp.SUB,
          HostOp.MUL, CoreOp.MUL,
          HostOp.DIV, CoreOp.DIV,
          HostOp.FLOORDIV, CoreOp.FLOORDIV,
          HostOp.MOD, CoreOp.MOD,
          HostOp.NEG, CoreOp.NEG);

  private static final Map<HostOp, CoreOp> COMPARISONS =
      Map.of(
          HostOp.EQ, CoreOp.EQ,
          HostOp.NE, CoreOp.NE,
          HostOp.LT, CoreOp.LT,
          HostOp.LE, CoreOp.LE,
          HostOp.GT, CoreOp.GT,
          HostOp.GE, CoreOp.GE);

  private final Draft draft;

  NumberForms(Draft draft) {
    this.draft = draft;
  }

  Value operator(HostOp op, Operation o, List<Value> operands) throws Refusal {
    boolean same = operands.stream().allMatch(v -> v.type().equals(operands.getFirst().type()));
    boolean truths = operands.stream().anyMatch(v -> v.type() == Scalar.I1);
    CoreOp comparison = COMPARISONS.get(op);
    CoreOp arithmetic = ARITHMETIC.get(op);
    if (comparison != null && same && !truths) {
      return draft.scalar(comparison, operands, Attributes.NONE, Scalar.I1, o.span());
    }
    if (arithmetic == null || truths) {
      throw new Refusal(op.mnemonic() + " of numbers");
    }
    if (same && op != HostOp.DIV) {
      return draft.scalar(
          arithmetic, operands, Attributes.NONE, operands.getFirst().type(), o.span());
    }
    List<Value> reals = new java.util.ArrayList<>();
    for (Value operand : operands) {
      reals.add(real(operand, o));
    }
    return draft.scalar(arithmetic, reals, Attributes.NONE, Scalar.F64, o.span());
  }

  private Value real(Value number, Operation o) throws Refusal {
    return number.type() == Scalar.F64
        ? number
        : draft.scalar(CoreOp.CAST, List.of(number), Attributes.NONE, Scalar.F64, o.span());
  }

  /// A built-in of numbers.
  Value builtin(String name, Operation o, List<Value> operands) throws Refusal {
    Value first = operands.isEmpty() ? null : operands.getFirst();
    boolean one = operands.size() == 1;
    if (first != null && one && first.type() != Scalar.I1) {
      Value known = unary(name, o, first);
      if (known != null) {
        return known;
      }
    }
    throw new Refusal("`" + name + "` of numbers");
  }

  private @Nullable Value unary(String name, Operation o, Value number) throws Refusal {
    if (name.equals("float")) {
      return real(number, o);
    }
    if (name.equals("int") && number.type() == Scalar.I64) {
      return number;
    }
    if (name.equals("sqrt")) {
      Attribute constant = draft.constant(real(number, o));
      boolean root = constant instanceof Attribute.Real(double x) && x >= 0;
      return root
          ? draft.scalar(
              CoreOp.SQRT, List.of(real(number, o)), Attributes.NONE, Scalar.F64, o.span())
          : null;
    }
    return null;
  }
}
