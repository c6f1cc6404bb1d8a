package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Writes the bodies of the nests of a kernel.
final class NestBody {
  private static final List<CoreOp> JOINS =
      List.of(CoreOp.ADD, CoreOp.ADD, CoreOp.FMA, CoreOp.MAX, CoreOp.MIN);

  private static final List<CoreOp> OPS =
      List.of(
          CoreOp.ADD,
          CoreOp.ADD,
          CoreOp.SUB,
          CoreOp.SUB,
          CoreOp.MUL,
          CoreOp.MUL,
          CoreOp.FMA,
          CoreOp.FMA,
          CoreOp.MAX,
          CoreOp.MIN,
          CoreOp.NEG,
          CoreOp.ABS,
          CoreOp.SELECT);

  /// What is not computed to the bit.
  private static final List<CoreOp> INEXACT = List.of(CoreOp.DIV, CoreOp.SQRT, CoreOp.EXP);

  private static final List<CoreOp> ORDERS =
      List.of(
          CoreOp.LT, CoreOp.LE, CoreOp.GT, CoreOp.GE, CoreOp.LT, CoreOp.GT, CoreOp.EQ, CoreOp.NE);

  /// Whole numbers below these are exact, as far as they are added and multiplied here.
  private static final Map<Scalar, Double> EXACT =
      Map.of(Scalar.F64, 0x1p50, Scalar.F32, 0x1p23, Scalar.F16, 0x1p10);

  private static final int DEPTH = 2;

  /// How a nest joins its terms.
  ///
  /// @param join what a reduction accumulates with, and an inexact function at the root of others
  /// @param isFilled whether the result is filled before
  /// @param isFree whether sums may be taken in any order
  record Kind(CoreOp join, boolean isFilled, double initial, boolean isFree) {}

  /// A term.
  ///
  /// @param most how far from 0 it is at most
  private record Sized(Value value, double most) {}

  private final FunctionBuilder f;
  private final Choices choices;
  private final Scalar element;
  private final boolean isWhole;

  /// How large the results of nests are.
  private final List<Double> results = new ArrayList<>();

  private boolean isExact = true;

  NestBody(FunctionBuilder f, Choices choices, Scalar element, boolean isWhole) {
    this.f = f;
    this.choices = choices;
    this.element = element;
    this.isWhole = isWhole;
  }

  boolean isExact() {
    return isExact;
  }

  Kind kind(NestMaker.Plan plan, boolean isLast) {
    if (plan.reduces()) {
      CoreOp join = choices.pick(JOINS);
      boolean isFilled = !choices.rarely(5);
      double neutral =
          switch (join) {
            case MAX -> isWhole ? -1000 : Double.NEGATIVE_INFINITY;
            case MIN -> isWhole ? 1000 : Double.POSITIVE_INFINITY;
            default -> 0;
          };
      double initial = choices.rarely(3) ? choices.below(3) - 1 : neutral;
      return new Kind(join, isFilled, initial, isWhole && !choices.rarely(4));
    }
    boolean isInexact = isLast && element != Scalar.F16 && choices.rarely(3);
    isExact &= !isInexact;
    return new Kind(isInexact ? choices.pick(INEXACT) : CoreOp.YIELD, false, 0, isWhole);
  }

  Value number(double value) {
    Attributes attributes = Attributes.of("value", Attribute.of(value));
    return f.opOf(CoreOp.CONST, List.of(element), attributes, Span.NONE, List.of()).result();
  }

  /// What a body yields.
  ///
  /// @param params of the body, the last for what the result holds before
  Value write(NestMaker.Plan plan, Kind kind, List<Value> params) {
    List<Sized> leaves = new ArrayList<>();
    for (int i = 0; i < plan.reads().size(); i++) {
      NestMaker.Read read = plan.reads().get(i);
      double most = read.isOperand() ? NestData.MOST_WHOLE : results.get(read.number());
      leaves.add(new Sized(params.get(i), most));
    }
    Sized made = root(plan, kind, leaves, params.getLast());
    results.add(made.most());
    return made.value();
  }

  private Sized root(NestMaker.Plan plan, Kind kind, List<Sized> leaves, Value before) {
    double room = EXACT.getOrDefault(element, 0.0) / plan.terms();
    Sized first = term(leaves, DEPTH, room);
    return switch (kind.join()) {
      case YIELD -> first;
      case SQRT, EXP -> new Sized(op(kind.join(), first.value()), 0);
      case DIV -> new Sized(op(kind.join(), first.value(), term(leaves, 2, room).value()), 0);
      case FMA -> {
        Sized second = term(leaves, 1, room / Math.max(1, first.most()));
        Value sum = op(CoreOp.FMA, first.value(), second.value(), before);
        double most = Math.max(1, first.most()) * Math.max(1, second.most());
        yield new Sized(sum, most * plan.terms() + 1);
      }
      case ADD -> {
        boolean turned = choices.rarely(3);
        Value sum =
            turned ? op(CoreOp.ADD, first.value(), before) : op(CoreOp.ADD, before, first.value());
        yield new Sized(sum, first.most() * plan.terms() + 1);
      }
      default -> new Sized(op(kind.join(), before, first.value()), Math.max(1000, first.most()));
    };
  }

  private Sized term(List<Sized> leaves, int depth, double room) {
    if (depth == 0 || choices.rarely(4)) {
      return leaf(leaves);
    }
    CoreOp op = choices.pick(OPS);
    Sized a = term(leaves, depth - 1, room);
    if (op == CoreOp.NEG || op == CoreOp.ABS) {
      return new Sized(op(op, a.value()), a.most());
    }
    Sized b = term(leaves, depth - 1, room);
    Sized c = op == CoreOp.FMA ? leaf(leaves) : a;
    double most =
        switch (op) {
          case ADD, SUB -> a.most() + b.most();
          case MUL -> a.most() * b.most();
          case FMA -> a.most() * b.most() + c.most();
          default -> Math.max(a.most(), b.most());
        };
    if (isWhole && most > room) {
      return new Sized(op(CoreOp.MAX, a.value(), b.value()), Math.max(a.most(), b.most()));
    }
    Value made =
        switch (op) {
          case FMA -> op(op, a.value(), b.value(), c.value());
          case SELECT -> choice(a.value(), b.value());
          default -> op(op, a.value(), b.value());
        };
    return new Sized(made, most);
  }

  /// One of two numbers, often the greater or the lesser.
  private Value choice(Value a, Value b) {
    Value order = op(choices.pick(ORDERS), a, b);
    return choices.coin() ? op(CoreOp.SELECT, order, a, b) : op(CoreOp.SELECT, order, b, a);
  }

  private Sized leaf(List<Sized> leaves) {
    int at = choices.below(leaves.size() + 1);
    if (at < leaves.size()) {
      return leaves.get(at);
    }
    double number = isWhole ? choices.below(5) - 2 : (choices.below(9) - 4) / 3.0;
    return new Sized(number(number), Math.abs(number));
  }

  private Value op(CoreOp op, Value... operands) {
    return f.op(op, Span.NONE, operands).result();
  }
}
