package org.tosc.passes.analysis;

import java.util.EnumSet;
import java.util.Set;
import org.tosc.tir.ir.ArrayType;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// What an operation does besides giving results.
///
/// A row with the trait RAISES may raise for some operands; for many it is plain that they are not
/// among these: floats do not overflow, a divisor is a constant, shapes are numbers and were
/// checked when the module was verified.
public final class Effects {
  private static final Set<CoreOp> DIVISIONS =
      EnumSet.of(CoreOp.FLOORDIV, CoreOp.MOD, CoreOp.QUOT, CoreOp.REM);

  private Effects() {}

  /// Whether an operation without uses may go: it has no effect and raises nothing.
  public static boolean isRemovable(Operation o, Definitions definitions) {
    return switch (o.op()) {
      case CoreOp core -> reads(core) || (core.is(Trait.PURE) && !mayRaise(o, definitions));
      case HostOp host -> Facts.isFact(o) || isNew(host) || isPlain(host);
      case TensorOp _, FusedOp _ -> !mayRaise(o, definitions);
      case KernelOp kernel -> kernel.is(Trait.PURE) && !kernel.is(Trait.RAISES);
    };
  }

  private static boolean isPlain(HostOp op) {
    return op.is(Trait.PURE) && !op.is(Trait.RAISES);
  }

  /// What makes a new value, which nobody sees where nobody uses it.
  private static boolean isNew(HostOp op) {
    return op == HostOp.LIST || op == HostOp.PARTS;
  }

  private static boolean reads(CoreOp op) {
    return op == CoreOp.SLOT || op == CoreOp.SLOT_GET || op == CoreOp.GLOBAL_GET;
  }

  /// Whether an operation may raise, as far as its types and constants tell.
  public static boolean mayRaise(Operation o, Definitions definitions) {
    return switch (o.op()) {
      case CoreOp core -> core.is(Trait.RAISES) && coreRaises(core, o, definitions);
      case HostOp host -> host.is(Trait.RAISES) && !Facts.isFact(o);
      case TensorOp tensor -> TensorEffects.mayRaise(tensor, o, definitions);
      case KernelOp kernel -> kernel.is(Trait.RAISES);
      case FusedOp _ -> o.region(0).ops().stream().anyMatch(inner -> mayRaise(inner, definitions));
    };
  }

  private static boolean coreRaises(CoreOp op, Operation o, Definitions definitions) {
    if (!o.operands().isEmpty() && o.operand(0).type() instanceof VectorType) {
      return op == CoreOp.CALL || op == CoreOp.CALL_ADDRESS;
    }
    if (op == CoreOp.CAST) {
      return o.operand(0).type() instanceof Scalar from
          && o.result().type() instanceof Scalar to
          && !Exact.isExact(from, to)
          && to != Scalar.I1
          && !to.isFloat();
    }
    if (DIVISIONS.contains(op)) {
      return divides(o, definitions);
    }
    if (op == CoreOp.SHR) {
      return !isBetween(definitions, o.operand(1), bits(o.operand(0)));
    }
    if (op == CoreOp.ELEMENT || op == CoreOp.WITH_ELEMENT) {
      long length = ((ArrayType) o.operand(0).type()).length();
      return !isBetween(definitions, o.operand(1), length);
    }
    boolean control = op == CoreOp.CALL || op == CoreOp.CALL_ADDRESS || op == CoreOp.THROW;
    return control || !isFloat(o.operand(0));
  }

  private static long bits(Value v) {
    return v.type() instanceof Scalar s ? (long) s.bits() : 0;
  }

  private static boolean isBetween(Definitions definitions, Value v, long end) {
    return definitions.constant(v) instanceof Attribute.Int(long i) && i >= 0 && i < end;
  }

  /// A constant divisor other than 0; the least integer by -1 overflows.
  private static boolean divides(Operation o, Definitions definitions) {
    if (o.op() == CoreOp.REM && isFloat(o.operand(0))) {
      return false;
    }
    Attribute divisor = definitions.constant(o.operand(1));
    boolean whole = divisor instanceof Attribute.Int(long d) && d != 0 && d != -1;
    return !whole && !(divisor instanceof Attribute.Real(double r) && r != 0);
  }

  private static boolean isFloat(Value v) {
    return v.type() instanceof Scalar s && s.isFloat();
  }
}
