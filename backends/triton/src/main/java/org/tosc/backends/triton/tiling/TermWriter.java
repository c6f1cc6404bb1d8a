package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Builder;
import org.tosc.backends.triton.block.Fn;
import org.tosc.backends.triton.block.Op;
import org.tosc.backends.triton.block.Tile;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;

/// Writes what a stage computes as operations on tiles.
final class TermWriter {
  /// Where the values come from that a term begins with.
  interface Source {
    Tile read(int operand);

    Tile index(int dim);
  }

  private static final Map<CoreOp, Fn> FLOATS = new EnumMap<>(CoreOp.class);
  private static final Map<CoreOp, Fn> ANY = new EnumMap<>(CoreOp.class);
  private static final Map<CoreOp, Fn> INTEGERS = new EnumMap<>(CoreOp.class);

  /// What Triton has for `f32` and `f64` only.
  private static final Set<Fn> WIDE =
      Set.of(Fn.DIV, Fn.SQRT, Fn.EXP, Fn.LOG, Fn.SIN, Fn.COS, Fn.FLOOR, Fn.CEIL);

  static {
    FLOATS.put(CoreOp.ADD, Fn.ADD);
    FLOATS.put(CoreOp.SUB, Fn.SUB);
    FLOATS.put(CoreOp.MUL, Fn.MUL);
    FLOATS.put(CoreOp.DIV, Fn.DIV);
    FLOATS.put(CoreOp.FMA, Fn.FMA);
    FLOATS.put(CoreOp.NEG, Fn.NEG);
    FLOATS.put(CoreOp.ABS, Fn.ABS);
    FLOATS.put(CoreOp.SQRT, Fn.SQRT);
    FLOATS.put(CoreOp.EXP, Fn.EXP);
    FLOATS.put(CoreOp.LOG, Fn.LOG);
    FLOATS.put(CoreOp.SIN, Fn.SIN);
    FLOATS.put(CoreOp.COS, Fn.COS);
    FLOATS.put(CoreOp.FLOOR, Fn.FLOOR);
    FLOATS.put(CoreOp.CEIL, Fn.CEIL);
    ANY.put(CoreOp.MIN, Fn.MIN);
    ANY.put(CoreOp.MAX, Fn.MAX);
    ANY.put(CoreOp.EQ, Fn.EQ);
    ANY.put(CoreOp.NE, Fn.NE);
    ANY.put(CoreOp.LT, Fn.LT);
    ANY.put(CoreOp.LE, Fn.LE);
    ANY.put(CoreOp.GT, Fn.GT);
    ANY.put(CoreOp.GE, Fn.GE);
    ANY.put(CoreOp.SELECT, Fn.SELECT);
    INTEGERS.put(CoreOp.WRAPPING_ADD, Fn.ADD);
    INTEGERS.put(CoreOp.WRAPPING_SUB, Fn.SUB);
    INTEGERS.put(CoreOp.WRAPPING_MUL, Fn.MUL);
    INTEGERS.put(CoreOp.WRAPPING_SHL, Fn.SHL);
    INTEGERS.put(CoreOp.WRAPPING_SHR, Fn.SHR);
    INTEGERS.put(CoreOp.AND, Fn.AND);
    INTEGERS.put(CoreOp.OR, Fn.OR);
    INTEGERS.put(CoreOp.XOR, Fn.XOR);
  }

  private final Builder b;
  private final Source source;
  private final Map<Term, Tile> known = new IdentityHashMap<>();

  TermWriter(Builder b, Source source) {
    this.b = b;
    this.source = source;
  }

  /// Complains about what has no form on tiles.
  static void requireKnown(CoreOp op, List<Term> args, Scalar type) throws Unsupported {
    if (op == CoreOp.CAST) {
      Scalar from = args.getFirst().type();
      boolean widens = from.isInteger() && type.isInteger() && from.bits() <= type.bits();
      if (!type.isFloat() && !widens) {
        throw new Unsupported("a cast from " + from + " to " + type + " in a nest");
      }
      return;
    }
    boolean isUnsigned = args.stream().anyMatch(a -> a.type().kind() == Scalar.Kind.UINT);
    if (op != CoreOp.BITCAST && (fn(op, args) == null || isUnsigned)) {
      throw new Unsupported(op.mnemonic() + " of " + args.getLast().type() + " in a nest");
    }
  }

  private static @Nullable Fn fn(CoreOp op, List<Term> args) {
    Fn any = ANY.get(op);
    if (any != null) {
      return any;
    }
    return args.getLast().type().isFloat() ? FLOATS.get(op) : INTEGERS.get(op);
  }

  Tile write(Term term) {
    Tile before = known.get(term);
    if (before == null) {
      before =
          switch (term) {
            case Term.Read(int operand, _) -> source.read(operand);
            case Term.Real(Scalar type, double value) -> b.real(type, value);
            case Term.Whole(Scalar type, long value) -> b.let("", new Op.Whole(type, value));
            case Term.Index(int dim) -> source.index(dim);
            case Term.Apply apply -> apply(apply);
          };
      known.put(term, before);
    }
    return before;
  }

  private Tile apply(Term.Apply apply) {
    List<Tile> args = new ArrayList<>();
    for (Term arg : apply.args()) {
      Tile tile = write(arg);
      boolean isPlace = tile.element() != arg.type() && apply.op() != CoreOp.CAST;
      args.add(isPlace ? b.cast(tile, arg.type()) : tile);
    }
    if (apply.op() == CoreOp.CAST) {
      return b.cast(args.getFirst(), apply.type());
    }
    if (apply.op() == CoreOp.BITCAST) {
      return b.let("", new Op.Bitcast(args.getFirst(), apply.type()));
    }
    Fn fn = fn(apply.op(), apply.args());
    if (fn == null) {
      throw new IllegalStateException(apply.op() + " was not refused");
    }
    Scalar type = args.getLast().element();
    boolean isNarrow = type.isFloat() && type != Scalar.F64 && type != Scalar.F32;
    boolean isTiny = isNarrow && type.bits() == Byte.SIZE && fn != Fn.SELECT;
    // Triton takes the greater of two `bf16` in `f32`, and leaves it there.
    boolean isExtreme = type == Scalar.BF16 && (fn == Fn.MAX || fn == Fn.MIN);
    if (isTiny || isExtreme || (isNarrow && WIDE.contains(fn))) {
      args.replaceAll(a -> b.cast(a, Scalar.F32));
      Tile wide = b.let("", new Op.Elementwise(fn, args));
      return fn.isComparison() ? wide : b.cast(wide, type);
    }
    return b.let("", new Op.Elementwise(fn, args));
  }
}
