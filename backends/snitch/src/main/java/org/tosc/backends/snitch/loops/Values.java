package org.tosc.backends.snitch.loops;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Where the values of a function are, while its lines are written.
final class Values {
  final Draft draft;
  final Constants constants;
  final SlotUses uses;
  private final Map<Value, Held> held = new HashMap<>();

  Values(Draft draft, SlotUses uses) {
    this.draft = draft;
    this.constants = new Constants(draft);
    this.uses = uses;
  }

  /// Whether values of a type are whole numbers in one register.
  static boolean isWhole(Type type) {
    return type == Scalar.I32
        || type == Scalar.I1
        || type == Scalar.I8
        || type == Scalar.U8
        || type == Scalar.I16
        || type == Scalar.U16;
  }

  void put(Value value, Held where) {
    held.put(value, where);
  }

  @Nullable Held find(Value value) {
    return held.get(value);
  }

  Held of(Value value) {
    Held found = held.get(value);
    if (found == null) {
      throw new IllegalStateException(value + " is nowhere");
    }
    return found;
  }

  /// Its register, or the lower one of two.
  Arg register(Value value) {
    return switch (of(value)) {
      case Held.One(Arg register) -> register;
      case Held.Two(Arg low, _) -> low;
      case Held.Whole(long number) -> constants.whole((int) number);
      case Held.Real(double number) -> constants.real(precision(value), number);
      case Held.Comparison _ -> throw new IllegalStateException(value + " is in no register");
    };
  }

  Held.Two pair(Value value) {
    return switch (of(value)) {
      case Held.Two two -> two;
      case Held.Whole(long number) ->
          new Held.Two(
              constants.whole((int) number), constants.whole((int) (number >> Integer.SIZE)));
      case Held.One _, Held.Real _, Held.Comparison _ ->
          throw new IllegalStateException(value + " is in no two registers");
    };
  }

  Precision precision(Value value) {
    Precision precision = Precision.of(value.type());
    if (precision == null) {
      throw new IllegalStateException(value + " is no float");
    }
    return precision;
  }

  /// The whole number that a value is known to be; null where it is not known.
  @Nullable Long known(Value value) {
    return held.get(value) instanceof Held.Whole(long number) ? (Long) number : null;
  }

  /// The same, where it is an immediate operand.
  @Nullable Integer immediate(Value value) {
    Long number = known(value);
    return number != null && isImmediate(number) ? (Integer) number.intValue() : null;
  }

  static boolean isImmediate(long number) {
    return number >= -(1 << 11) && number < 1 << 11;
  }

  /// New registers for a value of a type.
  ///
  /// @throws Unsupported where no registers hold it
  Held fresh(Operation operation, Type type) throws Unsupported {
    if (Precision.of(type) != null) {
      return new Held.One(draft.fresh(Bank.FLOAT));
    }
    if (isWhole(type)) {
      return new Held.One(draft.fresh(Bank.INTEGER));
    }
    if (type == Scalar.I64) {
      return new Held.Two(draft.fresh(Bank.INTEGER), draft.fresh(Bank.INTEGER));
    }
    throw new Unsupported(operation.span(), "values of type " + type);
  }

  /// Copies a value to registers.
  void copy(Held to, Value value) {
    switch (to) {
      case Held.One(Arg register) -> draft.copy(register, register(value));
      case Held.Two(Arg low, Arg high) -> {
        Held.Two from = pair(value);
        draft.copy(low, from.low());
        draft.copy(high, from.high());
      }
      case Held.Whole _, Held.Real _, Held.Comparison _ ->
          throw new IllegalStateException("a copy to " + to);
    }
  }

  /// The register that the result of an operation of one instruction is computed in.
  Arg result(Operation operation) {
    Value result = operation.result();
    Value slot = uses.target(result);
    Arg register =
        slot != null
            ? register(slot)
            : draft.fresh(Precision.of(result.type()) != null ? Bank.FLOAT : Bank.INTEGER);
    put(result, new Held.One(register));
    return register;
  }
}
