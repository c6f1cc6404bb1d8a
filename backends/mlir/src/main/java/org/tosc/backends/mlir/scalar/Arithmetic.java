package org.tosc.backends.mlir.scalar;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.FloatFormat;
import org.tosc.backends.mlir.text.IntegerFormat;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;

/// Operations of `core` on scalars, or lane by lane on vectors, each as the one that means the
/// same:
///
/// | core | here | why |
/// |---|---|---|
/// | `min`, `max` of floats | `minimumf`, `maximumf` | NaN if either is, -0 below 0 |
/// | `wrapping_*` | `addi`, …, shifts by a count that is taken modulo the width | no error |
/// | `fma` | `math.fma` | rounded once; nothing else is contracted |
/// | comparisons of floats | ordered, but for `une` | NaN is unequal to all |
/// | `floor`, `ceil`, `sqrt` | those of `math` | exact or correctly rounded |
///
/// What may raise an error (integers that overflow, quotients by zero) has no text.
public final class Arithmetic {
  private static final Map<CoreOp, String> FLOATS =
      Map.ofEntries(
          Map.entry(CoreOp.ADD, "arith.addf"),
          Map.entry(CoreOp.SUB, "arith.subf"),
          Map.entry(CoreOp.MUL, "arith.mulf"),
          Map.entry(CoreOp.DIV, "arith.divf"),
          Map.entry(CoreOp.REM, "arith.remf"),
          Map.entry(CoreOp.POW, "math.powf"),
          Map.entry(CoreOp.MIN, "arith.minimumf"),
          Map.entry(CoreOp.MAX, "arith.maximumf"),
          Map.entry(CoreOp.NEG, "arith.negf"),
          Map.entry(CoreOp.ABS, "math.absf"),
          Map.entry(CoreOp.SQRT, "math.sqrt"),
          Map.entry(CoreOp.EXP, "math.exp"),
          Map.entry(CoreOp.LOG, "math.log"),
          Map.entry(CoreOp.SIN, "math.sin"),
          Map.entry(CoreOp.COS, "math.cos"),
          Map.entry(CoreOp.TANH, "math.tanh"),
          Map.entry(CoreOp.FLOOR, "math.floor"),
          Map.entry(CoreOp.CEIL, "math.ceil"),
          Map.entry(CoreOp.FMA, "math.fma"));

  private static final Map<CoreOp, String> INTEGERS =
      Map.of(
          CoreOp.WRAPPING_ADD, "arith.addi",
          CoreOp.WRAPPING_SUB, "arith.subi",
          CoreOp.WRAPPING_MUL, "arith.muli",
          CoreOp.AND, "arith.andi",
          CoreOp.OR, "arith.ori",
          CoreOp.XOR, "arith.xori");

  /// Signed, and unsigned.
  private static final Map<CoreOp, List<String>> SIGNED =
      Map.of(
          CoreOp.MIN, List.of("arith.minsi", "arith.minui"),
          CoreOp.MAX, List.of("arith.maxsi", "arith.maxui"),
          CoreOp.WRAPPING_SHR, List.of("arith.shrsi", "arith.shrui"));

  /// What takes more than an operation with the same operands.
  @FunctionalInterface
  private interface Form {
    @Nullable MlirValue write(Arithmetic a);
  }

  private static final Map<CoreOp, Form> FORMS =
      Map.of(
          CoreOp.SELECT, a -> a.emit("arith.select"),
          CoreOp.CAST, a -> Casts.write(a.out, a.o, a.in.getFirst(), a.type),
          CoreOp.BITCAST, a -> a.emit("arith.bitcast"),
          CoreOp.SPLAT, a -> a.emit("vector.broadcast"),
          CoreOp.NOT, Arithmetic::negated,
          CoreOp.WRAPPING_SHL, a -> a.binary("arith.shli", a.in.get(0), a.count(a.in.get(1))),
          CoreOp.WRAPPING_SHR,
              a -> a.binary(a.signed(CoreOp.WRAPPING_SHR), a.in.get(0), a.count(a.in.get(1))),
          CoreOp.LDEXP, a -> Scaling.write(a.out, a.in.get(0), a.in.get(1)),
          CoreOp.FMA, Arithmetic::narrowFma);

  private final BlockWriter out;
  private final Operation o;
  private final List<MlirValue> in;
  private final MlirType type;

  private Arithmetic(BlockWriter out, Operation o, List<MlirValue> in) throws NoText {
    this.out = out;
    this.o = o;
    this.in = in;
    this.type = Types.of(o.result().type(), o.span());
  }

  /// Writes an operation.
  ///
  /// @param in its operands
  /// @param flags of fast arithmetic, `reassoc`; empty for none
  /// @param divisors what is known of operands; learns of constants
  public static MlirValue write(
      BlockWriter out, Operation o, List<MlirValue> in, String flags, Divisors divisors)
      throws NoText {
    divisors.see(o);
    Arithmetic arithmetic = new Arithmetic(out, o, in);
    boolean isQuotient = divisors.isSafe(o) && !Types.isFloat(arithmetic.type);
    MlirValue made =
        isQuotient
            ? arithmetic.quotient()
            : o.op() instanceof CoreOp core ? arithmetic.write(core, flags) : null;
    if (made == null) {
      throw new NoText(o.span(), "`" + o.op().mnemonic() + "` of " + types(o));
    }
    return made;
  }

  private static String types(Operation o) {
    return o.operands().isEmpty()
        ? "nothing"
        : String.join(", ", o.operands().stream().map(v -> v.type().toString()).toList());
  }

  private @Nullable MlirValue write(CoreOp op, String flags) throws NoText {
    if (op == CoreOp.CONST || op == CoreOp.ZERO) {
      return Constants.of(out, o);
    }
    if (Comparison.covers(op)) {
      return Comparison.write(out, op, o.operand(0).type(), in);
    }
    if (op == CoreOp.FMA && !isNarrow()) {
      return plain("math.fma", flags);
    }
    Form form = FORMS.get(op);
    return form != null ? form.write(this) : fromTables(op, flags);
  }

  private @Nullable MlirValue fromTables(CoreOp op, String flags) {
    if (Types.isFloat(type)) {
      String name = FLOATS.get(op);
      return name == null ? null : plain(name, flags);
    }
    String name = SIGNED.containsKey(op) ? signed(op) : INTEGERS.get(op);
    return name == null ? null : emit(name);
  }

  private String signed(CoreOp op) {
    int at = Types.isUnsigned(o.operand(0).type()) ? 1 : 0;
    return Objects.requireNonNull(SIGNED.get(op)).get(at);
  }

  private MlirValue plain(String name, String flags) {
    MlirOperation.Draft draft = MlirOperation.named(name).operands(in);
    if (!flags.isEmpty()) {
      draft.attribute("fastmath", new MlirAttribute.Dialect("arith.fastmath", flags));
    }
    return out.emit(draft, type, "");
  }

  private MlirValue emit(String name) {
    return out.emit(MlirOperation.named(name).operands(in), type, "");
  }

  private MlirValue binary(String name, MlirValue a, MlirValue b) {
    return out.emit(MlirOperation.named(name).operands(a, b), type, "");
  }

  /// By a number above 0. What is below 0 is rounded down by `floordiv` and `mod`.
  private @Nullable MlirValue quotient() {
    boolean isUnsigned = Types.isUnsigned(o.operand(0).type());
    boolean isQuotient = o.op() == CoreOp.QUOT || o.op() == CoreOp.FLOORDIV;
    if (isUnsigned) {
      return emit(isQuotient ? "arith.divui" : "arith.remui");
    }
    if (o.op() == CoreOp.MOD) {
      MlirValue rest = emit("arith.remsi");
      MlirValue risen = binary("arith.addi", rest, in.get(1));
      return risenBelowZero(risen, rest);
    }
    return emit(
        o.op() == CoreOp.QUOT
            ? "arith.divsi"
            : o.op() == CoreOp.REM ? "arith.remsi" : "arith.floordivsi");
  }

  /// The rest with the sign of the divisor.
  private MlirValue risenBelowZero(MlirValue risen, MlirValue rest) {
    MlirValue zero = Constants.whole(out, type, 0);
    MlirValue isBelow = Comparison.write(out, CoreOp.LT, o.operand(0).type(), List.of(rest, zero));
    return out.emit(MlirOperation.named("arith.select").operands(isBelow, risen, rest), type, "");
  }

  private MlirValue negated() {
    return binary("arith.xori", in.getFirst(), Constants.whole(out, type, 1));
  }

  /// A count of bits, modulo the width.
  private MlirValue count(MlirValue given) {
    return binary("arith.andi", given, Constants.whole(out, type, Types.bits(type) - 1));
  }

  private boolean isNarrow() {
    return Types.isFloat(type) && Types.bits(type) < Float.SIZE;
  }

  /// Processors without arithmetic on 16 bits round to `f32` first. A product of two such numbers
  /// is exact in `f64`.
  private MlirValue narrowFma() {
    MlirType wide =
        type instanceof MlirType.Shaped shaped ? shaped.of(FloatFormat.F64) : FloatFormat.F64;
    List<MlirValue> wider =
        in.stream()
            .map(v -> out.emit(MlirOperation.named("arith.extf").operands(v), wide, ""))
            .toList();
    MlirValue sum = out.emit(MlirOperation.named("math.fma").operands(wider), wide, "");
    return out.emit(MlirOperation.named("arith.truncf").operands(sum), type, "");
  }

  static MlirType truths(MlirType like) {
    return like instanceof MlirType.Shaped shaped ? shaped.of(IntegerFormat.I1) : IntegerFormat.I1;
  }
}
