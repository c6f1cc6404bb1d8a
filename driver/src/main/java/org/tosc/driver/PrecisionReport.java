package org.tosc.driver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.PartListener;
import org.tosc.driver.tensor.OracleTensors;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.precision.ErrorBounds;
import org.tosc.passes.precision.Estimate;
import org.tosc.passes.precision.Precision;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.ListValue;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;

/// What fewer bits did to a program: for each function that multiplies narrow numbers and each of
/// its results, the bound of the error that was known before it ran, and the error that it had.
///
/// For every call the bound is made for the inputs that came ([ErrorBounds]), which gives the exact
/// results, too; the error is how far what ran is from these. An error above its bound, in any
/// element of any call, is a fault of the bounds.
public final class PrecisionReport implements PartListener {
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, String> refused = new TreeMap<>();
  private final Map<String, Long> full = new TreeMap<>();

  /// Functions that were lowered before the program ran, whose calls no engine tells.
  private final List<String> silent;

  /// @param module after the passes
  public PrecisionReport(Module module) {
    silent =
        module.functions().stream()
            .filter(PrecisionReport::multipliesNarrow)
            .map(Function::symbol)
            .toList();
  }

  /// One result of one function, over all calls: the largest bound, the largest error, how large
  /// the numbers are, and the largest part of a bound that an element's error came to.
  public record Row(
      String function,
      String result,
      long calls,
      double size,
      double bound,
      double error,
      double used) {

    /// Whether no error was above its bound.
    public boolean holds() {
      return used <= 1;
    }

    Row and(Row other) {
      return new Row(
          function,
          result,
          calls + other.calls,
          Math.max(size, other.size),
          Math.max(bound, other.bound),
          Math.max(error, other.error),
          Math.max(used, other.used));
    }
  }

  @Override
  public boolean follows(Function part) {
    return Precision.of(part) != null;
  }

  @Override
  public synchronized void refused(Function part, String why) {
    refused.put(part.symbol(), why);
  }

  @Override
  public synchronized void called(
      Function version, @Nullable Object[] arguments, @Nullable Object result) {
    if (!multipliesNarrow(version)) {
      full.merge(version.symbol(), 1L, Long::sum);
      return;
    }
    List<@Nullable Estimate> inputs = new ArrayList<>();
    for (Object argument : arguments) {
      inputs.add(estimate(argument));
    }
    List<@Nullable Estimate> expected = ErrorBounds.of(version, inputs).results();
    Object[] results = result instanceof Object[] several ? several : new Object[] {result};
    for (int i = 0; i < results.length; i++) {
      Estimate bound = expected.get(i);
      double[] computed = numbers(results[i]);
      if (bound != null && computed != null) {
        Row row = row(version.symbol(), name(version, i), bound, computed);
        rows.merge(row.function() + " " + row.result(), row, Row::and);
      }
    }
  }

  private static boolean multipliesNarrow(Function version) {
    Scalar format = Precision.of(version);
    boolean[] found = {false};
    Graph.each(
        version.body(),
        o ->
            found[0] |=
                o.op() == TensorOp.CAST
                    && o.attributes().get("dtype") instanceof Attribute.OfType(var type)
                    && type == format);
    return found[0];
  }

  /// The variable that a result is stored in, or its place.
  private static String name(Function version, int i) {
    List<String> writes = version.attributes().strings("writes");
    int first = version.results().size() - writes.size();
    return i < first ? "result " + i : writes.get(i - first);
  }

  private static @Nullable Estimate estimate(@Nullable Object argument) {
    return switch (argument) {
      case Tensor t -> Estimate.exact(OracleTensors.oracle(t));
      case ListValue list -> Estimate.number(list.size());
      case Long n -> Estimate.number(n);
      case Double x -> Estimate.number(x);
      case Boolean b -> Estimate.number(b ? 1 : 0);
      case null, default -> null;
    };
  }

  private static double @Nullable [] numbers(@Nullable Object result) {
    return switch (result) {
      case Tensor t -> OracleTensors.oracle(t).reals();
      case Long n -> new double[] {n};
      case Double x -> new double[] {x};
      case null, default -> null;
    };
  }

  private static Row row(String function, String result, Estimate bound, double[] computed) {
    double size = 0;
    double error = 0;
    double used = 0;
    for (int i = 0; i < computed.length; i++) {
      double moved = Math.abs(computed[i] - bound.middleAt(i));
      double most = bound.errorAt(i);
      size = Math.max(size, Math.abs(bound.middleAt(i)));
      error = Math.max(error, moved);
      used = Math.max(used, moved <= most ? (moved == 0 ? 0 : moved / most) : Double.MAX_VALUE);
    }
    return new Row(function, result, 1, size, bound.largestError(), error, used);
  }

  public synchronized List<Row> rows() {
    return List.copyOf(rows.values());
  }

  /// Whether every error was within its bound.
  public boolean holds() {
    return rows().stream().allMatch(Row::holds);
  }

  /// The report as a table, with what was not lowered and why.
  public synchronized String text() {
    StringBuilder out = new StringBuilder();
    out.append(
        "%-40s %-9s %6s %10s %10s %10s %9s%n"
            .formatted("function", "result", "calls", "size", "bound", "error", "used"));
    for (Row r : rows.values()) {
      out.append(
          String.format(
              Locale.ROOT,
              "%-40s %-9s %6d %10.3g %10.3g %10.3g %9s%n",
              r.function(),
              r.result(),
              r.calls(),
              r.size(),
              r.bound(),
              r.error(),
              r.holds() ? String.format(Locale.ROOT, "%.2g", r.used()) : "ABOVE"));
    }
    silent.forEach(f -> out.append("not measured: " + f + ": all shapes were known before\n"));
    full.forEach((f, n) -> out.append("in f32: " + f + " (" + n + " calls): no products\n"));
    refused.forEach((f, why) -> out.append("in f32: " + f + ": " + why + "\n"));
    long held = rows.values().stream().filter(Row::holds).count();
    return out.append(held + " of " + rows.size() + " bounds hold\n").toString();
  }
}
