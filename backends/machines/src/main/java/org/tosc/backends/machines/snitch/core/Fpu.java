package org.tosc.backends.machines.snitch.core;

import org.tosc.backends.machines.snitch.ieee.Binary;
import org.tosc.backends.machines.snitch.ieee.FloatFormat;
import org.tosc.backends.machines.snitch.ieee.FloatUnit;
import org.tosc.backends.machines.snitch.ieee.Fused;
import org.tosc.backends.machines.snitch.ieee.IntFormat;
import org.tosc.backends.machines.snitch.ieee.Relation;
import org.tosc.backends.machines.snitch.ieee.Rounding;
import org.tosc.backends.machines.snitch.ieee.Semantics;
import org.tosc.backends.machines.snitch.ieee.VectorUnit;
import org.tosc.backends.machines.snitch.isa.FloatOperation;
import org.tosc.backends.machines.snitch.isa.FloatOperation.Kind;

/// What FPnew computes, on the bits of registers: the instructions' operations by those of
/// [FloatUnit] and [VectorUnit].
public final class Fpu implements FloatArithmetic {
  /// Rounding modes that select what operations without rounding do (`fpnew_noncomp.sv`).
  private static final int FIRST = 0;

  private static final int SECOND = 1;
  private static final int THIRD = 2;

  private static final Rounding[] MODES = Rounding.values();

  private final FloatUnit scalars;
  private final VectorUnit vectors;

  public Fpu() {
    this(Semantics.FPNEW);
  }

  /// @param semantics of what, where FPnew and the manual differ
  public Fpu(Semantics semantics) {
    scalars = new FloatUnit(semantics);
    vectors = new VectorUnit(scalars);
  }

  @Override
  public int flags() {
    return scalars.flags();
  }

  @Override
  public long compute(
      FloatOperation operation, int rounding, int mode, int raised, long a, long b, long c) {
    // Where it is known that results were rounded, nobody needs to find out again.
    scalars.setFlags(raised & FloatUnit.INEXACT);
    FloatFormat from = format(operation.source(), (mode & 2) != 0);
    FloatFormat to = format(operation.target(), (mode & 1) != 0);
    return operation.vector()
        ? vector(operation, from, to, rounding, a, b, c)
        : scalar(operation, from, to, rounding, a, b, c);
  }

  private static FloatFormat format(FloatFormat named, boolean alternative) {
    if (!alternative) {
      return named;
    }
    return switch (named) {
      case BINARY64, BINARY32, BFLOAT16, E4M3 -> named;
      case BINARY16 -> FloatFormat.BFLOAT16;
      case E5M2 -> FloatFormat.E4M3;
    };
  }

  private static Rounding mode(int rounding) {
    return MODES[rounding < MODES.length ? rounding : FIRST];
  }

  // Scalars.

  private long scalar(
      FloatOperation operation,
      FloatFormat from,
      FloatFormat to,
      int rounding,
      long a,
      long b,
      long c) {
    return switch (operation.kind()) {
      case ADD -> to.box(add(operation, to, mode(rounding), to.unbox(b), to.unbox(c)));
      case MUL -> to.box(multiply(from, to, mode(rounding), from.unbox(a), from.unbox(b)));
      case FMADD, FNMSUB ->
          to.box(
              multiplyAdd(
                  operation, from, to, mode(rounding), from.unbox(a), from.unbox(b), to.unbox(c)));
      case DIV -> to.box(scalars.divide(to, mode(rounding), to.unbox(a), to.unbox(b)));
      case SQRT -> to.box(scalars.squareRoot(to, mode(rounding), to.unbox(a)));
      case SGNJ -> sign(operation, from, rounding, a, b);
      case MINMAX ->
          to.box(
              scalars.apply(
                  extreme(rounding), to, Rounding.NEAREST_EVEN, to.unbox(a), to.unbox(b)));
      case CMP ->
          scalars.compare(
                  relation(rounding, operation.modified()), from, from.unbox(a), from.unbox(b))
              ? 1
              : 0;
      case CLASSIFY -> scalars.classify(from, from.unbox(a));
      case F2F -> to.box(scalars.convert(from, to, mode(rounding), from.unbox(a)));
      case F2I -> scalars.toInteger(from, integer(operation), mode(rounding), from.unbox(a));
      case I2F -> to.box(scalars.fromInteger(integer(operation), to, mode(rounding), a));
      case CPKAB, CPKCD, SDOTP, VSUM, EXVSUM ->
          throw new IllegalStateException(operation.kind() + " of scalars");
    };
  }

  private long add(FloatOperation operation, FloatFormat format, Rounding mode, long a, long b) {
    return operation.modified()
        ? scalars.subtract(format, mode, a, b)
        : scalars.add(format, mode, a, b);
  }

  private long multiply(FloatFormat from, FloatFormat to, Rounding mode, long a, long b) {
    return from == to
        ? scalars.multiply(to, mode, a, b)
        : scalars.multiplyWidening(from, to, mode, a, b);
  }

  private long multiplyAdd(
      FloatOperation operation,
      FloatFormat from,
      FloatFormat to,
      Rounding mode,
      long a,
      long b,
      long c) {
    return from == to
        ? scalars.multiplyAdd(fused(operation), to, mode, a, b, c)
        : scalars.multiplyAddWidening(from, to, mode, a, b, c);
  }

  private static Fused fused(FloatOperation operation) {
    if (operation.kind() == Kind.FMADD) {
      return operation.modified() ? Fused.MSUB : Fused.MADD;
    }
    return operation.modified() ? Fused.NMADD : Fused.NMSUB;
  }

  /// Sign injection; and moves between register files, which take bits as they are.
  private long sign(FloatOperation operation, FloatFormat format, int rounding, long a, long b) {
    if (operation.rounding() == FloatOperation.Rounding.RUP) {
      int unused = Long.SIZE - format.width();
      return operation.toInteger() ? a << unused >> unused : format.box(a);
    }
    return format.box(
        scalars.apply(
            injection(rounding), format, Rounding.NEAREST_EVEN, format.unbox(a), format.unbox(b)));
  }

  private static Binary injection(int rounding) {
    return switch (rounding) {
      case FIRST -> Binary.COPY_SIGN;
      case SECOND -> Binary.COPY_OPPOSITE_SIGN;
      default -> Binary.MULTIPLY_SIGNS;
    };
  }

  private static Binary extreme(int rounding) {
    return rounding == FIRST ? Binary.MINIMUM : Binary.MAXIMUM;
  }

  private static Relation relation(int rounding, boolean negated) {
    return switch (rounding) {
      case FIRST -> negated ? Relation.GREATER : Relation.LESS_EQUAL;
      case SECOND -> negated ? Relation.GREATER_EQUAL : Relation.LESS;
      case THIRD -> negated ? Relation.NOT_EQUAL : Relation.EQUAL;
      default -> throw new IllegalStateException("comparison " + rounding);
    };
  }

  private static IntFormat integer(FloatOperation operation) {
    boolean unsigned = operation.modified();
    return switch (operation.integerBits()) {
      case Byte.SIZE -> unsigned ? IntFormat.UINT8 : IntFormat.INT8;
      case Short.SIZE -> unsigned ? IntFormat.UINT16 : IntFormat.INT16;
      default -> unsigned ? IntFormat.UINT32 : IntFormat.INT32;
    };
  }

  // Vectors.

  private long vector(
      FloatOperation operation,
      FloatFormat from,
      FloatFormat to,
      int rounding,
      long a,
      long b,
      long c) {
    boolean modified = operation.modified();
    return switch (operation.kind()) {
      case ADD -> vectors.apply(modified ? Binary.SUBTRACT : Binary.ADD, to, mode(rounding), b, c);
      case MUL -> vectors.apply(Binary.MULTIPLY, to, mode(rounding), a, b);
      case DIV -> vectors.apply(Binary.DIVIDE, to, mode(rounding), a, b);
      case SQRT -> vectors.squareRoot(to, mode(rounding), a);
      case FMADD, FNMSUB -> vectors.multiplyAdd(fused(operation), to, mode(rounding), a, b, c);
      case SGNJ -> vectorSign(operation, from, rounding, a, b);
      case MINMAX -> vectors.apply(extreme(rounding), to, Rounding.NEAREST_EVEN, a, b);
      case CMP -> vectors.compare(relation(rounding, modified), from, a, b);
      case CLASSIFY -> vectors.classify(from, a);
      case F2F -> vectors.convert(from, to, mode(rounding), modified, a);
      case F2I -> vectors.toIntegers(from, integer(operation), mode(rounding), a);
      case I2F -> vectors.fromIntegers(integer(operation), to, mode(rounding), a);
      case CPKAB -> vectors.pack(from, to, mode(rounding), modified ? 1 : 0, c, a, b);
      case CPKCD -> vectors.pack(from, to, mode(rounding), modified ? 3 : 2, c, a, b);
      case SDOTP -> vectors.dot(from, to, mode(rounding), modified, c, a, b);
      case VSUM -> vectors.sum(to, mode(rounding), modified, c, a);
      case EXVSUM -> vectors.sumWidening(from, to, mode(rounding), modified, c, a);
    };
  }

  private long vectorSign(
      FloatOperation operation, FloatFormat format, int rounding, long a, long b) {
    return operation.rounding() == FloatOperation.Rounding.RUP
        ? a
        : vectors.apply(injection(rounding), format, Rounding.NEAREST_EVEN, a, b);
  }
}
