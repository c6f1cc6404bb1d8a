package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CellType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Expressions of a type. Constants are small numbers or edges.
final class TirValues {
  private static final List<CoreOp> INT_BINARY =
      List.of(
          CoreOp.ADD,
          CoreOp.SUB,
          CoreOp.MUL,
          CoreOp.FLOORDIV,
          CoreOp.MOD,
          CoreOp.MIN,
          CoreOp.MAX,
          CoreOp.WRAPPING_ADD,
          CoreOp.WRAPPING_SUB,
          CoreOp.WRAPPING_MUL,
          CoreOp.AND,
          CoreOp.OR,
          CoreOp.XOR,
          CoreOp.SHL,
          CoreOp.SHR,
          CoreOp.POW);
  private static final List<CoreOp> FLOAT_BINARY =
      List.of(
          CoreOp.ADD,
          CoreOp.SUB,
          CoreOp.MUL,
          CoreOp.DIV,
          CoreOp.FLOORDIV,
          CoreOp.MOD,
          CoreOp.MIN,
          CoreOp.MAX,
          CoreOp.POW);
  private static final List<CoreOp> FLOAT_UNARY =
      List.of(
          CoreOp.NEG,
          CoreOp.ABS,
          CoreOp.SQRT,
          CoreOp.EXP,
          CoreOp.LOG,
          CoreOp.SIN,
          CoreOp.COS,
          CoreOp.TANH,
          CoreOp.FLOOR,
          CoreOp.CEIL);
  private static final List<CoreOp> COMPARISONS =
      List.of(CoreOp.EQ, CoreOp.NE, CoreOp.LT, CoreOp.LE, CoreOp.GT, CoreOp.GE);
  private static final List<Scalar> CASTS =
      List.of(
          Scalar.I64,
          Scalar.F64,
          Scalar.I1,
          Scalar.I32,
          Scalar.I8,
          Scalar.I16,
          Scalar.U8,
          Scalar.U16,
          Scalar.U32,
          Scalar.F32,
          Scalar.F16,
          Scalar.BF16);
  private static final double[] REALS = {
    0,
    1,
    -0.0,
    0.5,
    -2.5,
    1e-5,
    3,
    1e16,
    0x1p53,
    0x1p63,
    65504,
    65520,
    3.4028235677973366e38,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    1.00390625,
    -1,
    -0x1p63,
    0x1p63 - 1024,
    -0x1p63 - 2048
  };

  private final TirBody body;
  private final TirScope scope;
  private final Choices c;

  TirValues(TirBody body) {
    this.body = body;
    this.scope = body.scope;
    this.c = body.c;
  }

  Value of(Type type, int depth) {
    int choice = c.below(depth <= 0 ? 3 : 9);
    List<Value> same = scope.seen(type);
    if (choice == 1 && !same.isEmpty()) {
      return c.pick(same);
    }
    if (choice == 2) {
      List<Value> slots = scope.seen(new SlotType(type));
      if (!slots.isEmpty()) {
        return scope.op(CoreOp.SLOT_GET, c.pick(slots));
      }
    }
    if (choice == 3) {
      return scope.op(CoreOp.SELECT, of(Scalar.I1, depth - 1), of(type, depth - 1), of(type, 0));
    }
    if (choice == 4) {
      return conditional(type, depth - 1);
    }
    return switch (type) {
      case Scalar s when s == Scalar.I1 -> truth(depth);
      case Scalar s when s.isInteger() -> integer(s, depth);
      case Scalar s -> real(s, depth);
      default -> new TirHosts(body, this).of(type, depth);
    };
  }

  private Value conditional(Type type, int depth) {
    Value condition = of(Scalar.I1, depth);
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      regions.add(scope.region(List.of(), () -> scope.op(CoreOp.YIELD, of(type, depth))));
    }
    return scope.owner(CoreOp.IF, List.of(type), List.of(condition), regions).result();
  }

  private Value integer(Scalar type, int depth) {
    if (depth <= 0) {
      return scope.constant(type, Attribute.of(edge(type)));
    }
    return switch (c.below(type == Scalar.I64 ? 8 : 6)) {
      case 0 -> scope.constant(type, Attribute.of(edge(type)));
      case 1, 2, 3 -> scope.op(c.pick(INT_BINARY), of(type, depth - 1), of(type, depth - 1));
      case 4 ->
          scope.op(
              type.kind() == Scalar.Kind.UINT ? CoreOp.ABS : c.coin() ? CoreOp.NEG : CoreOp.ABS,
              of(type, depth - 1));
      case 5 -> cast(type, depth);
      case 6 -> scope.globalGet(global(type), type);
      default -> call(depth);
    };
  }

  private String global(Scalar type) {
    return Objects.requireNonNull(body.context.globals.get(type));
  }

  private Value cast(Scalar type, int depth) {
    Scalar from = c.pick(CASTS);
    return scope.stated(CoreOp.CAST, type, Attributes.NONE, of(from, depth - 1));
  }

  private Value call(int depth) {
    String callee = body.context.callee;
    if (callee == null) {
      return scope.constant(Scalar.I64, Attribute.of(edge(Scalar.I64)));
    }
    Attributes attributes = Attributes.of("callee", new Attribute.Symbol(callee));
    Value n = scope.constant(Scalar.I64, Attribute.of((long) c.below(4)));
    return scope.stated(
        CoreOp.CALL,
        Scalar.I64,
        attributes,
        of(Scalar.I64, depth - 1),
        of(Scalar.F64, depth - 1),
        n);
  }

  private Value real(Scalar type, int depth) {
    if (depth <= 0) {
      return number(type);
    }
    return switch (c.below(type == Scalar.F64 ? 8 : 7)) {
      case 0 -> number(type);
      case 1, 2, 3 -> scope.op(c.pick(FLOAT_BINARY), of(type, depth - 1), of(type, depth - 1));
      case 4 -> scope.op(c.pick(FLOAT_UNARY), of(type, depth - 1));
      case 5 -> cast(type, depth);
      case 6 -> scope.op(CoreOp.FMA, of(type, depth - 1), of(type, depth - 1), of(type, 0));
      default -> scope.globalGet(global(type), type);
    };
  }

  private Value truth(int depth) {
    if (depth <= 0) {
      return scope.constant(Scalar.I1, Attribute.of(c.coin()));
    }
    return switch (c.below(9)) {
      case 0 -> scope.constant(Scalar.I1, Attribute.of(c.coin()));
      case 1, 2 -> {
        Type type = c.pick(CASTS.stream().filter(t -> t != Scalar.I1).toList());
        yield scope.op(c.pick(COMPARISONS), of(type, depth - 1), of(type, depth - 1));
      }
      case 3 -> scope.op(CoreOp.NOT, of(Scalar.I1, depth - 1));
      case 4 ->
          scope.op(
              c.pick(List.of(CoreOp.AND, CoreOp.OR, CoreOp.XOR, CoreOp.EQ, CoreOp.NE)),
              of(Scalar.I1, depth - 1),
              of(Scalar.I1, depth - 1));
      case 5 -> cast(Scalar.I1, depth);
      case 6 -> scope.globalGet(global(Scalar.I1), Scalar.I1);
      default -> new TirHosts(body, this).truth(depth);
    };
  }

  private long edge(Scalar type) {
    int bits = (int) type.bits();
    boolean unsigned = type.kind() == Scalar.Kind.UINT;
    long most = unsigned ? (1L << bits) - 1 : bits == 64 ? Long.MAX_VALUE : (1L << (bits - 1)) - 1;
    long least = unsigned ? 0 : -most - 1;
    return switch (c.below(12)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2 -> unsigned ? 2 : -1;
      case 3 -> 2;
      case 4 -> unsigned ? 5 : -7;
      case 5 -> 3;
      case 6 -> bits - 1;
      case 7 -> most;
      case 8 -> least;
      case 9 -> most - 1;
      case 10 -> least + 1;
      default -> bits < 64 ? most / 2 : 1L << c.below(63);
    };
  }

  private Value number(Scalar type) {
    double value = REALS[c.below(REALS.length)];
    if (type != Scalar.F64) { // through a cast, so that it is a number that the type holds
      Value wide = scope.constant(Scalar.F64, Attribute.of(value));
      return scope.stated(CoreOp.CAST, type, Attributes.NONE, wide);
    }
    return scope.constant(type, Attribute.of(value));
  }

  /// A value of any type as a host value.
  Value hosted(Value value, Type type) {
    if (type instanceof Scalar s && !s.isHostValue()) {
      Scalar wide = s.isFloat() ? Scalar.F64 : Scalar.I64;
      return scope.stated(CoreOp.CAST, wide, Attributes.NONE, value);
    }
    return value;
  }

  /// A cell that is in sight.
  List<Value> cells() {
    return scope.seen(new CellType(HostType.ANY));
  }

  Value boxed(Value value) {
    return scope.op(HostOp.BOX, value);
  }
}
