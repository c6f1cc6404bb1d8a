package org.tosc.passes.precision;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.Work;
import org.tosc.passes.analysis.Mutators;
import org.tosc.passes.dce.DeadCode;
import org.tosc.passes.rewrite.Copy;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;

/// Stores operands of products in fewer bits: in functions that say `precision = "bf16"` (or
/// `"f16"`), what matrix products, convolutions and attention multiply is cast to that format, and
/// back where it is multiplied. Sums and all else stay `f32` ([Treatment]).
///
/// ```text
/// func @f(%0: tensor<[2, 3] x f32>, %1: tensor<[3, 4] x f32>) -> (…) {precision = "bf16"} {
///   %2 = tensor.cast(%0) {dtype = type bf16}
///   %3 = tensor.cast(%2) {dtype = type f32}
///   %4 = tensor.cast(%1) {dtype = type bf16}
///   %5 = tensor.cast(%4) {dtype = type f32}
///   %6 = tensor.matmul(%3, %5)
/// ```
///
/// The cast back loses nothing: an engine that multiplies narrow numbers directly computes the same
/// products. Each tensor is cast once, in front of views of it. Functions ask by their attribute,
/// which [#ask] gives to those that have none; `@precision(f32)` in a program is `precision =
/// "f32"`.
///
/// Where shapes are known the function says, too, how far each result may be from the exact one:
/// `error_bounds` for inputs of at most `inputs_within` ([ErrorBounds]); `inf` where nothing is
/// known.
public final class Precision {
  /// The attribute of a function: `"f16"`, `"bf16"`, or `"f32"` for one that stays as it is.
  public static final String ATTRIBUTE = "precision";

  /// The attribute with a bound of each result's error.
  public static final String ERROR_BOUNDS = "error_bounds";

  /// The attribute with the size of inputs up to which bounds hold.
  public static final String INPUTS_WITHIN = "inputs_within";

  /// The formats that can be asked for.
  public static final List<Scalar> FORMATS = List.of(Scalar.F16, Scalar.BF16);

  /// The size of inputs for which bounds are stated.
  private static final double WITHIN = 1;

  private Precision() {}

  /// The format that a function is to store operands of products in; null where they stay `f32`.
  public static @Nullable Scalar of(Function function) {
    Scalar said = Scalar.parse(function.attributes().string(ATTRIBUTE, ""));
    return said != null && FORMATS.contains(said) ? said : null;
  }

  /// Whether two functions compute in the same way, so that one may hold the other's operations.
  public static boolean agree(Function a, Function b) {
    return Objects.equals(a.attributes().get(ATTRIBUTE), b.attributes().get(ATTRIBUTE));
  }

  /// The module with a format for every function that does not say one.
  public static Module ask(Module module, Scalar format) {
    return new Module(
        module.globals(), module.functions().stream().map(f -> asking(f, format)).toList());
  }

  private static Function asking(Function f, Scalar format) {
    return f.attributes().has(ATTRIBUTE) || f.attributes().flag("kernel", false)
        ? f
        : with(f, ATTRIBUTE, Attribute.of(format.text()));
  }

  private static Function with(Function f, String name, Attribute value) {
    return new Function(
        f.symbol(), f.results(), f.body(), f.attributes().with(name, value), f.span());
  }

  public static Module run(Module module, Work work) {
    if (module.functions().stream().allMatch(f -> of(f) == null)) {
      return module;
    }
    Mutators mutators = Mutators.of(module);
    List<Function> made =
        module.functions().stream().map(f -> function(f, mutators.contains(f), work)).toList();
    return made.equals(module.functions()) ? module : new Module(module.globals(), made);
  }

  private static Function function(Function f, boolean mutates, Work work) {
    Scalar format = of(f);
    if (format == null) {
      return f;
    }
    Narrowing narrowing = new Narrowing(f, format, mutates);
    Region body = narrowing.run();
    if (body == f.body()) {
      return f;
    }
    work.note(f.span(), "@" + f.symbol() + ": " + narrowing.summary());
    return stated(DeadCode.run(Copy.with(f, body)));
  }

  /// Four digits of a bound, rounded up.
  private static double digits(double bound) {
    return Double.isFinite(bound)
        ? new BigDecimal(bound).round(new MathContext(4, RoundingMode.CEILING)).doubleValue()
        : bound;
  }

  /// The function with bounds of its results' errors, where it is one of tensors of known shape.
  private static Function stated(Function f) {
    List<@Nullable Estimate> inputs = ErrorBounds.within(f, WITHIN);
    boolean open =
        inputs.contains(null)
            || f.body().ops().stream().anyMatch(o -> !o.regions().isEmpty())
            || f.body().terminator().op() != CoreOp.RETURN;
    if (open) {
      return f;
    }
    List<Attribute> bounds = new ArrayList<>();
    for (Estimate result : ErrorBounds.of(f, inputs).results()) {
      double bound = result == null ? Double.POSITIVE_INFINITY : result.largestError();
      bounds.add(Attribute.of(digits(bound)));
    }
    Function within = with(f, INPUTS_WITHIN, Attribute.of(WITHIN));
    return with(within, ERROR_BOUNDS, new Attribute.Array(bounds));
  }
}
