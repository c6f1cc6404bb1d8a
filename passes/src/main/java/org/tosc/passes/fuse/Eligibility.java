package org.tosc.passes.fuse;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Which operations may be in a group at all: pure, of known extents, of element types that engines
/// compute with, and reduced along their last axes where they reduce.
///
/// A named extent is known where the operation needs no other extent to be equal to it: its run
/// cannot raise `ShapeError`.
final class Eligibility {
  /// @param barred the reason, where the role is OTHER
  record Verdict(Role role, Reason.@Nullable Refused barred, boolean raises) {}

  private Eligibility() {}

  static Verdict of(Operation o) {
    Role role = Role.of(o.op());
    boolean raises = raises(o);
    Reason.Refused barred = role == Role.OTHER ? other(o) : barred(role, o);
    return new Verdict(barred == null ? role : Role.OTHER, barred, raises);
  }

  private static Reason.Refused other(Operation o) {
    boolean pure = o.op().is(Trait.PURE);
    return (pure ? Reason.NO_FORM : Reason.EFFECT).because(o.op().mnemonic());
  }

  private static Reason.@Nullable Refused barred(Role role, Operation o) {
    if (o.op() == CoreOp.CONST) {
      return null;
    }
    for (Value value : o.results()) {
      Reason.Refused refused = type(value.type());
      if (refused != null) {
        return refused;
      }
    }
    for (int i = 0; i < o.operands().size(); i++) {
      boolean packed =
          (o.op() == TensorOp.QMATMUL && i == 1)
              || (o.op() == TensorOp.QMATMUL && i == 0 && isNarrow(o.operand(i)))
              || (o.op() == TensorOp.DEQUANTIZE && isNarrow(o.operand(i)));
      Reason.Refused refused = packed ? null : type(o.operand(i).type());
      if (refused != null) {
        return refused;
      }
    }
    if (!isStatic(o) && !agrees(role, o)) {
      return Reason.UNKNOWN_EXTENT.because(o.op().mnemonic());
    }
    return special(role, o);
  }

  private static Reason.@Nullable Refused special(Role role, Operation o) {
    if (role == Role.ROW) {
      return rowAxes(o) > 0 ? null : Reason.AXES.because(axes(o));
    }
    boolean large = o.op() == TensorOp.LITERAL && elements(o.result().type()) != 1;
    boolean open = o.op() == TensorOp.FULL && !o.operands().isEmpty();
    boolean fails = role == Role.SOURCE && raises(o);
    return large || open || fails ? Reason.NO_FORM.because(o.op().mnemonic()) : null;
  }

  private static Reason.@Nullable Refused type(Type type) {
    if (!(type instanceof TensorType tensor)) {
      return null;
    }
    if (tensor.shape().stream().anyMatch(d -> d instanceof Dim.Unknown)) {
      return Reason.UNKNOWN_EXTENT.because(tensor);
    }
    return switch (tensor.element()) {
      case I1, I8, I16, I32, I64, U8, U16, U32, U64, F16, BF16, F32, F64 -> null;
      case I4, INDEX, F8E4M3, F8E5M2, NVFP4, Q4_0, Q8_0 ->
          Reason.ELEMENT_TYPE.because(tensor.element());
    };
  }

  private static boolean isStatic(Operation o) {
    return o.operands().stream().allMatch(v -> isStatic(v.type()))
        && o.results().stream().allMatch(v -> isStatic(v.type()));
  }

  private static boolean isStatic(Type type) {
    return !(type instanceof TensorType t) || t.isStatic();
  }

  /// Whether named extents are enough: every pair that must agree is written alike.
  private static boolean agrees(Role role, Operation o) {
    List<Dim> result = ((TensorType) o.result().type()).shape();
    return switch (role) {
      case ELEMENT -> o.operands().stream().allMatch(v -> fits(shape(v), result));
      case ROW -> o.operands().stream().skip(1).allMatch(v -> fits(shape(v), shape(o.operand(0))));
      case CONTRACTION -> o.op() == TensorOp.MATMUL && products(o, result);
      case VIEW -> o.op() == TensorOp.TRANSPOSE;
      case ATTENTION, SOURCE, OTHER -> false;
    };
  }

  private static boolean products(Operation o, List<Dim> result) {
    List<Dim> a = shape(o.operand(0));
    List<Dim> b = shape(o.operand(1));
    return a.size() >= 2
        && b.size() >= 2
        && a.getLast().equals(b.get(b.size() - 2))
        && fits(a.subList(0, a.size() - 2), result.subList(0, result.size() - 2))
        && fits(b.subList(0, b.size() - 2), result.subList(0, result.size() - 2));
  }

  private static List<Dim> shape(Value value) {
    return value.type() instanceof TensorType t ? t.shape() : List.of();
  }

  /// Whether a shape broadcasts to another by extents that are 1 or written alike.
  static boolean fits(List<Dim> small, List<Dim> large) {
    int shift = large.size() - small.size();
    return shift >= 0
        && IntStream.range(0, small.size())
            .allMatch(
                i -> small.get(i).equals(Dim.of(1)) || small.get(i).equals(large.get(i + shift)));
  }

  /// Whether a concat has different pieces, and is no repetition of one.
  static boolean hasPieces(Operation o) {
    return o.op() == TensorOp.CONCAT && o.operands().stream().distinct().count() > 1;
  }

  /// Whether a result is the operand's numbers, which lie in fewer bits there.
  static boolean isWidening(Operation o) {
    return (o.op() == TensorOp.CAST || (o.op() == TensorOp.DEQUANTIZE && o.operands().size() == 1))
        && o.result().type() instanceof TensorType to
        && to.element() == Scalar.F32
        && isNarrow(o.operand(0));
  }

  /// Whether a value is a tensor of numbers of `f32` in fewer bits.
  static boolean isNarrow(Value value) {
    return value.type() instanceof TensorType t && VectorType.isNarrow(t.element());
  }

  static double elements(Type type) {
    return org.tosc.tir.ir.Cost.elements(type);
  }

  /// How many of the last axes of the first operand are one row; 0 where others are reduced.
  static int rowAxes(Operation o) {
    int rank = shape(o.operand(0)).size();
    Attributes a = o.attributes();
    if (o.op() == TensorOp.SOFTMAX || o.op() == TensorOp.LOG_SOFTMAX) {
      return isLast(a.integer("axis", -1), rank) ? 1 : 0;
    }
    return reduces(o) ? reduced(a, rank) : 1;
  }

  /// Whether a row operation gives one number for each row.
  static boolean reduces(Operation o) {
    return o.op() != TensorOp.SOFTMAX
        && o.op() != TensorOp.LOG_SOFTMAX
        && o.op() != TensorOp.LAYERNORM
        && o.op() != TensorOp.RMSNORM
        && o.op() != TensorOp.ROPE;
  }

  private static int reduced(Attributes a, int rank) {
    if (!a.has("axis")) {
      return rank;
    }
    List<Long> axes =
        a.get("axis") instanceof Attribute.Int one ? List.of(one.value()) : a.integers("axis");
    List<Long> sorted = axes.stream().map(i -> i < 0 ? i + rank : i).distinct().sorted().toList();
    for (int i = 0; i < sorted.size(); i++) {
      if (sorted.get(i) != rank - sorted.size() + i) {
        return 0;
      }
    }
    return sorted.size();
  }

  private static boolean isLast(long axis, int rank) {
    return rank > 0 && (axis == -1 || axis == rank - 1);
  }

  private static String axes(Operation o) {
    return "axis = " + o.attributes().get("axis") + " of " + o.operand(0).type();
  }

  /// Whether a run may raise or have effects: the row says so, and the elements are such that it
  /// can. Floats never overflow and have no zero divisor.
  static boolean raises(Operation o) {
    if (!o.op().is(Trait.PURE)) {
      return true;
    }
    if (!o.op().is(Trait.RAISES)) {
      return false;
    }
    return !(o.op() instanceof TensorOp op)
        || switch (Role.of(op)) {
          case ELEMENT -> op == TensorOp.CAST ? casts(o) : !isFloat(o.result().type());
          case ROW, CONTRACTION, ATTENTION, VIEW -> !isFloat(o.result().type());
          case SOURCE -> !isFloat(o.result().type()) && !keeps(o);
          case OTHER -> true;
        };
  }

  private static boolean casts(Operation o) {
    Scalar to = ((TensorType) o.result().type()).element();
    Scalar from = ((TensorType) o.operand(0).type()).element();
    boolean widens =
        from == Scalar.I1
            || (from.kind() == to.kind() && from.bits() <= to.bits() && !from.isFloat());
    return !to.isFloat() && to != Scalar.I1 && !widens;
  }

  /// Whether a constant keeps its number: no conversion that could fail.
  private static boolean keeps(Operation o) {
    Scalar to = ((TensorType) o.result().type()).element();
    return o.op() == TensorOp.SPLAT
        ? o.operand(0).type() == to
        : to == Scalar.I64 && o.attributes().get("value") instanceof Attribute.Int;
  }

  private static boolean isFloat(Type type) {
    return type instanceof TensorType t && t.element().isFloat();
  }
}
