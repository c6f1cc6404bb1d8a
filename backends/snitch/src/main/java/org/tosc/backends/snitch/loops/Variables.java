package org.tosc.backends.snitch.loops;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Rounded;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;

/// Constants and variables.
final class Variables {
  private final Values values;
  private final Draft draft;

  Variables(Values values) {
    this.values = values;
    this.draft = values.draft;
  }

  void constant(Operation o) throws Unsupported {
    Type type = o.result().type();
    Attribute value = o.attributes().get("value");
    if (type instanceof Scalar format && Precision.of(format) != null) {
      values.put(o.result(), new Held.Real(Rounded.to(format, real(o, value))));
    } else if (Values.isWhole(type) || type == Scalar.I64) {
      values.put(o.result(), new Held.Whole(whole(o, value)));
    } else {
      throw new Unsupported(o.span(), "a constant of type " + type);
    }
  }

  private static double real(Operation o, @Nullable Attribute value) throws Unsupported {
    return value instanceof Attribute.Real real ? real.value() : (double) whole(o, value);
  }

  private static long whole(Operation o, @Nullable Attribute value) throws Unsupported {
    if (value == null) {
      return 0;
    }
    if (value instanceof Attribute.Int number) {
      return number.value();
    }
    if (value instanceof Attribute.Bool truth) {
      return truth.value() ? 1 : 0;
    }
    throw new Unsupported(o.span(), "a constant " + value);
  }

  void slot(Operation o) throws Unsupported {
    Type content = ((SlotType) o.result().type()).content();
    Held registers = values.fresh(o, content);
    values.put(o.result(), registers);
    if (!o.operands().isEmpty()) {
      values.copy(registers, o.operand(0));
      return;
    }
    switch (registers) {
      case Held.One(Arg one) -> {
        Precision precision = Precision.of(content);
        draft.copy(one, precision == null ? Arg.ZERO : values.constants.real(precision, 0));
      }
      case Held.Two(Arg low, Arg high) -> {
        draft.copy(low, Arg.ZERO);
        draft.copy(high, Arg.ZERO);
      }
      case Held.Whole _, Held.Real _, Held.Comparison _ ->
          throw new IllegalStateException("a variable in " + registers);
    }
  }

  void get(Operation o) throws Unsupported {
    if (values.uses.isAlias(o.result())) {
      values.put(o.result(), values.of(o.operand(0)));
      return;
    }
    Held own = values.fresh(o, o.result().type());
    values.copy(own, o.operand(0));
    values.put(o.result(), own);
  }

  /// What was not computed in the variable already is copied to it.
  void set(Operation o) {
    if (!o.operand(0).equals(values.uses.target(o.operand(1)))) {
      values.copy(values.of(o.operand(0)), o.operand(1));
    }
  }
}
