package org.tosc.backends.x86.code;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.backends.x86.asm.VectorShuffle;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Where the values of a function are: vectors, floats and masks in registers, whole numbers as
/// positions, and what was not loaded yet still in memory, so that the instruction which needs it
/// may read it there.
final class Values {
  /// What sets a byte to whether a comparison of signed numbers holds.
  private static final Map<CoreOp, Opcode> SETS =
      Map.of(
          CoreOp.EQ, Base.SETZ,
          CoreOp.NE, Base.SETNZ,
          CoreOp.LT, Base.SETL,
          CoreOp.LE, Base.SETLE,
          CoreOp.GT, Base.SETG,
          CoreOp.GE, Base.SETGE);

  private final Draft draft;
  private final Numbering numbering;
  private final Positions positions;
  private final ByValue<Known> known = new ByValue<>(Known::new);
  private final Map<Value, Waiting> waiting = new LinkedHashMap<>();
  private final Map<Splat, Virtual> splats = new HashMap<>();

  /// What is known of a value.
  private static final class Known {
    private @Nullable Virtual register;
    private @Nullable Linear number;

    /// The loop in which it is made; null outside of all.
    private Positions.@Nullable Frame home;

    /// The bits of a constant, of 32 or of 64.
    private @Nullable Integer pattern;

    private @Nullable Long widePattern;
  }

  private record Splat(Value scalar, int bits) {}

  /// A load that was not written yet.
  private record Waiting(Opcode load, int bits, Arg.Address from, Arg.Address operand) {}

  Values(Draft draft, Numbering numbering, Positions positions) {
    this.draft = draft;
    this.numbering = numbering;
    this.positions = positions;
  }

  void put(Value value, Virtual register) {
    Known made = known.of(value);
    made.register = register;
    made.home = positions.innermost();
  }

  void put(Value value, Linear position) {
    known.of(value).number = position;
  }

  /// A constant: its bits, in every lane.
  void constant(Value value, int pattern) {
    known.of(value).pattern = pattern;
  }

  /// The same of 64 bits.
  void wideConstant(Value value, long pattern) {
    known.of(value).widePattern = pattern;
  }

  /// The bits of a constant of 64 bits; null for other values.
  @Nullable Long widePattern(Value value) {
    return known.of(value).widePattern;
  }

  boolean isConstant(Value value) {
    return pattern(value) != null || widePattern(value) != null;
  }

  /// The bits of a constant; null for other values.
  @Nullable Integer pattern(Value value) {
    Known constant = known.of(value);
    Linear number = constant.number;
    return number != null && number.isConstant()
        ? Integer.valueOf((int) number.constant())
        : constant.pattern;
  }

  /// A float in every lane of a vector, made once, outside of the loops in which it does not
  /// change.
  Virtual splat(Value scalar, int bits) {
    Virtual made = splats.get(new Splat(scalar, bits));
    if (made != null) {
      return made;
    }
    Arg.Reg from = reg(scalar);
    Virtual to = draft.fresh(Bank.VECTOR);
    draft.at(
        positions.outermost(known.of(scalar).home),
        () -> draft.write(VectorShuffle.VBROADCASTSS, new Arg.Reg(to, bits), from));
    splats.put(new Splat(scalar, bits), to);
    return to;
  }

  /// A position in a register, which nobody may change.
  Virtual value(Linear position) {
    return positions.value(position);
  }

  /// A load of something that is needed once. It is written when anything might change the memory,
  /// unless that was read before.
  void wait(Value value, Opcode load, int bits, Arg.Address from) {
    waiting.put(value, new Waiting(load, bits, from, from));
  }

  /// The same of one element for all lanes.
  void waitForAll(Value value, int bits, Arg.Address element) {
    Arg.Address from = positions.withoutIndex(element);
    Arg.Address operand = from.of(from.bits(), true);
    waiting.put(value, new Waiting(VectorShuffle.VBROADCASTSS, bits, from, operand));
  }

  /// Writes the loads that wait.
  void settle() {
    for (Value value : List.copyOf(waiting.keySet())) {
      register(value);
    }
  }

  Linear position(Value value) {
    return Objects.requireNonNull(known.of(value).number, () -> value + " is no position");
  }

  Virtual register(Value value) {
    Waiting load = waiting.remove(value);
    if (load != null) {
      Virtual to = draft.fresh(Bank.VECTOR);
      draft.write(load.load(), new Arg.Reg(to, load.bits()), load.from());
      put(value, to);
    }
    return Objects.requireNonNull(known.of(value).register, () -> value + " has no register");
  }

  /// A value as the first operands of an instruction.
  Arg.Reg reg(Value value) {
    return new Arg.Reg(register(value), bits(value));
  }

  /// A value as an operand that may be memory.
  Arg any(Value value) {
    Arg.Address address = memory(value);
    return address != null ? address : reg(value);
  }

  /// Takes a load that waits, to be done by another instruction; null where there is none.
  Arg.@Nullable Address memory(Value value) {
    Waiting load = waiting.remove(value);
    return load == null ? null : load.operand();
  }

  boolean isWaiting(Value value) {
    return waiting.containsKey(value);
  }

  /// The register in which an operation makes its result: that of the slot into which it is put, or
  /// another one.
  Arg.Reg target(Operation o) {
    Value slot = numbering.slotOf(o);
    Virtual to = slot == null ? draft.fresh(bank(o.result())) : register(slot);
    put(o.result(), to);
    return new Arg.Reg(to, bits(o.result()));
  }

  /// The bits of an operand in a register of the result's own: nothing else knows how long the
  /// operand's is left alone.
  void copy(Operation o) {
    Virtual from = register(o.operand(0));
    Arg.Reg to = target(o);
    draft.move(to.virtual(), from, to.bits());
  }

  /// Whole numbers of 32 bits in a vector's lanes; a single one in the lowest.
  ///
  /// @param bits of the vector that gets a single one
  Arg.Reg lanes(Value n, int bits) {
    if (n.type() instanceof VectorType) {
      return reg(n);
    }
    Arg.Reg moved = new Arg.Reg(draft.fresh(Bank.VECTOR), bits);
    draft.write(VectorMove.VMOVD, moved, new Arg.Reg(value(position(n)), 32));
    return moved;
  }

  /// Whether a comparison of two single numbers of `i32` holds: 1 or 0 in a general-purpose
  /// register.
  Arg.Reg comparison(Operation o, CoreOp op) {
    Arg.Reg bit = new Arg.Reg(draft.fresh(Bank.GENERAL), 32);
    Arg.Reg first = new Arg.Reg(value(position(o.operand(0))), 32);
    Arg.Reg second = new Arg.Reg(value(position(o.operand(1))), 32);
    draft.read(Base.CMP, first, second);
    draft.write(Objects.requireNonNull(SETS.get(op)), new Arg.Reg(bit.virtual(), 8));
    draft.write(Base.MOVZX, bit, new Arg.Reg(bit.virtual(), 8));
    return bit;
  }

  /// A whole number that an instruction made.
  void made(Value value, Virtual register) {
    known.of(value).number = positions.atom(register);
  }

  Bank bank(Value value) {
    Type type = content(value.type());
    boolean isVector = type instanceof VectorType;
    if (type instanceof BufferType || type == Scalar.I32) {
      return Bank.GENERAL;
    }
    if (isVector || type instanceof Scalar) {
      Scalar element = VectorType.elementOf(type);
      if (element == Scalar.I1) {
        return draft.set().truths();
      }
      if (isVector || isLane(element)) {
        return Bank.VECTOR;
      }
    }
    throw new NoCode("no register holds " + value.type());
  }

  /// The width of a value's register; 0 of a mask register.
  int bits(Value value) {
    Type type = content(value.type());
    if (bank(value) == Bank.GENERAL) {
      return 64;
    }
    InstructionSet set = draft.set();
    int lanes = type instanceof VectorType(int all, _) ? all : 1;
    Scalar element = VectorType.elementOf(type);
    return element == Scalar.I1
        ? set.truthBits(lanes)
        : set.vectorBits(lanes * (int) element.bits());
  }

  /// Whether single ones are in the lowest lane of a vector: floats, what is read as such (elements
  /// of fewer bits are `f32` in registers), and [WideElements].
  private static boolean isLane(Scalar scalar) {
    return scalar == Scalar.F32
        || scalar == Scalar.F64
        || scalar == Scalar.I64
        || VectorType.isNarrow(scalar);
  }

  private static Type content(Type type) {
    return type instanceof SlotType(Type content) ? content : type;
  }
}
