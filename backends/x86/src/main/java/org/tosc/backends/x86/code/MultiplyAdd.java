package org.tosc.backends.x86.code;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.FusedMultiply;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// `a · b + c`, rounded once. The result takes the place of an operand, and one operand may be in
/// memory, which is why there are three forms (Intel SDM volume 2, VFMADD132PS): `132` is `to · x +
/// y`, `213` is `y · to + x`, `231` is `y · x + to`, with `x` the last operand.
final class MultiplyAdd {
  private static final int C = 2;

  /// Which operand is read from memory first: factors, since a sum's place is mostly a register.
  private static final List<Integer> FROM_MEMORY = List.of(1, 0, C);

  /// Which operand the result replaces first.
  private static final List<Integer> REPLACED = List.of(C, 0, 1);

  private final Draft draft;
  private final Numbering numbering;
  private final Values values;

  MultiplyAdd(Draft draft, Numbering numbering, Values values) {
    this.draft = draft;
    this.numbering = numbering;
    this.values = values;
  }

  void write(Operation o) {
    List<Value> operands = o.operands();
    int memory = inMemory(operands);
    Arg.@Nullable Address address = memory < 0 ? null : values.memory(operands.get(memory));
    Arg[] args = new Arg[operands.size()];
    for (int i = 0; i < args.length; i++) {
      args[i] = i == memory ? Objects.requireNonNull(address) : values.reg(operands.get(i));
    }
    Arg.Reg to = values.target(o);
    int replaced = replaced(o, args, to);
    draft.move(to.virtual(), ((Arg.Reg) args[replaced]).virtual(), to.bits());
    Format format = Format.of(o.result().type());
    if (replaced == C) {
      boolean swaps = memory == 0;
      draft.change(format.form231, to, args[swaps ? 1 : 0], args[swaps ? 0 : 1]);
      return;
    }
    Arg factor = args[1 - replaced];
    if (memory == 1 - replaced) {
      draft.change(format.form132, to, args[C], factor);
    } else {
      draft.change(format.form213, to, factor, args[C]);
    }
  }

  /// The operand that is read from memory; -1 where there is none.
  private int inMemory(List<Value> operands) {
    for (int i : FROM_MEMORY) {
      if (values.isWaiting(operands.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /// Which operand's register becomes the result: the one that is the result's already, otherwise
  /// one that nothing needs any more, otherwise any.
  private int replaced(Operation o, Arg[] args, Arg.Reg to) {
    int any = -1;
    int free = -1;
    for (int i : REPLACED) {
      if (args[i] instanceof Arg.Reg(Virtual v, _)) {
        if (v.equals(to.virtual())) {
          return i;
        }
        boolean isFree = numbering.isLastUse(o.operand(i), o) && !values.isConstant(o.operand(i));
        free = free < 0 && isFree ? i : free;
        any = any < 0 ? i : any;
      }
    }
    return free >= 0 ? free : any;
  }

  /// The three forms for single numbers and for lanes.
  private enum Format {
    ONE(FusedMultiply.VFMADD132SS, FusedMultiply.VFMADD213SS, FusedMultiply.VFMADD231SS),
    LANES(FusedMultiply.VFMADD132PS, FusedMultiply.VFMADD213PS, FusedMultiply.VFMADD231PS),
    WIDE(FusedMultiply.VFMADD132SD, FusedMultiply.VFMADD213SD, FusedMultiply.VFMADD231SD),
    WIDE_LANES(FusedMultiply.VFMADD132PD, FusedMultiply.VFMADD213PD, FusedMultiply.VFMADD231PD);

    private final Opcode form132;
    private final Opcode form213;
    private final Opcode form231;

    Format(Opcode form132, Opcode form213, Opcode form231) {
      this.form132 = form132;
      this.form213 = form213;
      this.form231 = form231;
    }

    static Format of(Type type) {
      boolean isOne = type instanceof Scalar;
      return VectorType.elementOf(type) == Scalar.F64
          ? isOne ? WIDE : WIDE_LANES
          : isOne ? ONE : LANES;
    }
  }
}
