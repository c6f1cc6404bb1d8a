package org.tosc.backends.machines.mlir.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.dialect.OpRows;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Elements;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Type;

/// arith, math and ub.
final class ArithSteps {
  static final Map<String, OpCompiler> ALL = all();

  private ArithSteps() {}

  private static Map<String, OpCompiler> all() {
    Map<String, OpCompiler> all = new HashMap<>();
    OpRows.all().keySet().stream()
        .filter(name -> name.startsWith("arith.") || name.startsWith("math."))
        .forEach(name -> all.put(name, ArithSteps::elementwise));
    all.put("arith.constant", ArithSteps::constant);
    all.put("arith.cmpi", ArithSteps::compareIntegers);
    all.put("arith.cmpf", ArithSteps::compareFloats);
    all.put("arith.select", ArithSteps::select);
    all.put("arith.mulsi_extended", site -> extended(site, true));
    all.put("arith.mului_extended", site -> extended(site, false));
    all.put("arith.addui_extended", ArithSteps::addExtended);
    all.put("math.fma", Lanewise::multiplyAdd);
    all.put("math.fpowi", ArithSteps::integerPower);
    all.put("ub.poison", site -> frame -> frame.poison(site.result()));
    for (String name :
        List.of(
            "extf",
            "truncf",
            "extsi",
            "extui",
            "trunci",
            "fptosi",
            "fptoui",
            "sitofp",
            "uitofp",
            "index_cast",
            "index_castui",
            "bitcast")) {
      all.put("arith." + name, ArithSteps::cast);
    }
    return all;
  }

  /// The type of numbers that a type is or holds.
  static Type numbers(Type type) {
    return type instanceof Type.Shaped shaped ? shaped.element() : type;
  }

  private static Step elementwise(Site site) {
    Type type = numbers(site.resultType());
    String name = site.op().name();
    int width = Cell.width(type);
    @Nullable LongBinaryOperator binary =
        type instanceof Type.Floating(FloatKind kind)
            ? FloatMeaning.binary(name, kind)
            : IntMeaning.binary(name, width);
    if (binary != null) {
      return withPoison(site, Lanewise.binary(site, binary), width);
    }
    @Nullable LongUnaryOperator unary =
        type instanceof Type.Floating(FloatKind kind)
            ? FloatMeaning.unary(name, kind)
            : IntMeaning.unary(name, width);
    if (unary == null) {
      throw site.unsupported("the model has no meaning for it on `" + site.resultType() + "`");
    }
    return Lanewise.unary(site, unary);
  }

  /// Shifts that are too far, and sums that the text says do not overflow, are poison.
  private static Step withPoison(Site site, Step step, int width) {
    if (site.resultType() instanceof Type.Shaped) {
      return step;
    }
    LongBinaryOperator isPoison = PoisonRules.of(site.op(), width);
    if (isPoison == null) {
      return step;
    }
    int left = site.operand(0);
    int right = site.operand(1);
    int result = site.result();
    return frame -> {
      boolean means = isPoison.applyAsLong(frame.cells[left], frame.cells[right]) == 0;
      step.run(frame);
      if (!means) {
        frame.poison(result);
      }
    };
  }

  private static Step constant(Site site) {
    int result = site.result();
    return switch (site.attribute("value")) {
      case Attribute.Int(long value, Type type) -> {
        long bits = value & IntMeaning.mask(Cell.width(type));
        yield frame -> frame.cells[result] = bits;
      }
      case Attribute.Floating(long bits, FloatKind kind) -> frame -> frame.cells[result] = bits;
      case Attribute.Dense(Elements elements, Type.Vector type) -> {
        long[] lanes = elements.toArray();
        yield frame -> frame.references[result] = lanes;
      }
      case Attribute.Dense(Elements elements, Type.Tensor type) -> {
        View view = Constants.view(elements, type);
        yield frame -> frame.references[result] = view;
      }
      case null -> throw site.unsupported("its value is no number and no list of them");
      case Attribute _ -> throw site.unsupported("its value is no number and no list of them");
    };
  }

  private static Step compareIntegers(Site site) {
    long predicate = site.integer("predicate", -1);
    int width = Cell.width(numbers(site.operandType(0)));
    return Lanewise.binary(site, (a, b) -> IntMeaning.compare(predicate, a, b, width) ? 1 : 0);
  }

  private static Step compareFloats(Site site) {
    long predicate = site.integer("predicate", -1);
    FloatKind kind = Casts.kind(site, numbers(site.operandType(0)));
    return Lanewise.binary(
        site, (a, b) -> IntMeaning.compare(predicate, kind.decode(a), kind.decode(b)) ? 1 : 0);
  }

  private static Step select(Site site) {
    int condition = site.operand(0);
    int whenTrue = site.operand(1);
    int whenFalse = site.operand(2);
    int result = site.result();
    if (site.operandType(0) instanceof Type.Shaped) {
      return Lanewise.select(site);
    }
    return frame -> {
      int chosen = frame.cells[condition] != 0 ? whenTrue : whenFalse;
      frame.cells[result] = frame.cells[chosen];
      frame.references[result] = frame.references[chosen];
    };
  }

  private static Step extended(Site site, boolean isSigned) {
    Type type = site.resultType();
    if (type instanceof Type.Shaped) {
      throw site.unsupported("it runs on scalars only");
    }
    int width = Cell.width(type);
    long mask = IntMeaning.mask(width);
    int left = site.operand(0);
    int right = site.operand(1);
    return frame -> {
      long a = frame.cells[left];
      long b = frame.cells[right];
      a = isSigned ? IntMeaning.signed(a, width) : a;
      b = isSigned ? IntMeaning.signed(b, width) : b;
      long high = isSigned ? Math.multiplyHigh(a, b) : Math.unsignedMultiplyHigh(a, b);
      frame.cells[site.results()[0]] = (a * b) & mask;
      frame.cells[site.results()[1]] =
          (width == 64 ? high : (a * b) >>> width | high << (64 - width)) & mask;
    };
  }

  private static Step addExtended(Site site) {
    if (site.resultType() instanceof Type.Shaped) {
      throw site.unsupported("it runs on scalars only");
    }
    long mask = IntMeaning.mask(Cell.width(site.resultType()));
    int left = site.operand(0);
    int right = site.operand(1);
    return frame -> {
      long sum = (frame.cells[left] + frame.cells[right]) & mask;
      boolean isOver = Long.compareUnsigned(sum, frame.cells[left]) < 0;
      frame.cells[site.results()[0]] = sum;
      frame.cells[site.results()[1]] = isOver ? 1 : 0;
    };
  }

  private static Step integerPower(Site site) {
    FloatKind kind = Casts.kind(site, numbers(site.resultType()));
    int width = Cell.width(numbers(site.operandType(1)));
    return Lanewise.binary(
        site,
        (a, b) ->
            kind.encode(StrictMath.pow(kind.decode(a), (double) IntMeaning.signed(b, width))));
  }

  private static Step cast(Site site) {
    Type from = numbers(site.operandType(0));
    Type to = numbers(site.resultType());
    LongUnaryOperator meaning = Casts.of(site, from, to);
    return Lanewise.unary(site, meaning);
  }
}
