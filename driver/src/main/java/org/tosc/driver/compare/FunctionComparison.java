package org.tosc.driver.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.ArrayCode;
import org.tosc.driver.Programs;
import org.tosc.driver.functions.Entry;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Tolerance;

/// Compares engines with the interpreter in one function.
///
/// An engine computes a function as programs call it, and, where it can, as code over arrays: that
/// is how its kernels are tried, which a program would only get to after many calls.
public final class FunctionComparison {
  private final Entry entry;
  private final List<Example> examples = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();

  private FunctionComparison(Entry entry) {
    this.entry = entry;
  }

  /// Computes what is expected.
  ///
  /// @param inputs how many examples are made up
  public static FunctionComparison of(Entry entry, int inputs) throws Exception {
    FunctionComparison comparison = new FunctionComparison(entry);
    for (int i = 1; i <= inputs; i++) {
      Example example = Example.of(i, entry.parameters());
      comparison.examples.add(example);
      comparison.references.add(Reference.of(entry, example));
    }
    return comparison;
  }

  /// What an engine that is not the interpreter makes of it, in each of its ways.
  public List<Agreed> with(String target) throws Exception {
    List<Agreed> all = new ArrayList<>();
    List<Outcome> called = new ArrayList<>();
    for (Example example : examples) {
      called.add(
          Calls.run(Programs.loadAnywhere(entry.module(), target), entry, example.arguments()));
    }
    all.add(agreed(target, "operations", called));
    List<Outcome> computed = kernels(target);
    if (computed != null) {
      all.add(agreed(target, "kernels", computed));
    }
    return all;
  }

  /// What kernels give, or null where the engine makes none for the function.
  private @Nullable List<Outcome> kernels(String target) throws Exception {
    Module alone = entry.straightModule();
    boolean fails = references.stream().anyMatch(r -> !r.outcome().error().isEmpty());
    if (alone == null || fails) {
      return null;
    }
    ArrayCode code =
        Calls.session().run(() -> ArrayCall.code(Programs.loadAnywhere(alone, target), entry));
    if (code == null) {
      return null;
    }
    List<Outcome> all = new ArrayList<>();
    for (Example example : examples) {
      ArrayCall call = ArrayCall.of(code, entry, example);
      call.run();
      all.add(new Outcome(call.results(), ""));
    }
    return all;
  }

  private Agreed agreed(String target, String way, List<Outcome> found) {
    Tally tally = new Tally();
    for (int i = 0; i < examples.size(); i++) {
      tally.add(examples.get(i), references.get(i), found.get(i));
    }
    return new Agreed(
        entry.name(),
        target,
        way,
        examples.size(),
        tally.elements,
        tally.open,
        tally.different,
        tally.worst,
        tally.first,
        tally.other);
  }

  /// Counts elements.
  private static final class Tally {
    private long elements;
    private long open;
    private long different;
    private double worst;
    private @Nullable Difference first;
    private String other = "";

    void add(Example example, Reference reference, Outcome found) {
      Outcome expected = reference.outcome();
      if (!expected.error().equals(found.error())) {
        say(example, "`" + shown(expected) + "` expected, `" + shown(found) + "` found");
        return;
      }
      if (expected.results().size() != found.results().size()) {
        say(example, expected.results().size() + " results and " + found.results().size());
        return;
      }
      for (int r = 0; r < expected.results().size(); r++) {
        Tensor a = expected.results().get(r);
        Tensor b = found.results().get(r);
        if (a.dtype() != b.dtype() || !Arrays.equals(a.shape(), b.shape())) {
          say(example, "result " + r + " has another type or shape");
          return;
        }
        for (int i = 0; i < a.size(); i++) {
          element(example, r, i, a, b, reference.allowed().get(r)[i]);
        }
      }
    }

    private static String shown(Outcome outcome) {
      return outcome.error().isEmpty() ? "no error" : outcome.error();
    }

    private void say(Example example, String what) {
      if (other.isEmpty()) {
        other = "input " + example.number() + " (" + example.what() + "): " + what;
      }
    }

    private void element(Example example, int r, int i, Tensor a, Tensor b, double allowed) {
      double x = a.getDouble(i);
      double y = b.getDouble(i);
      elements++;
      if (Double.compare(x, y) == 0 && a.get(i).equals(b.get(i))) {
        return;
      }
      if (!Double.isFinite(allowed)) {
        open++;
      } else if (isNear(a.dtype(), x, y, allowed)) {
        worst = Math.max(worst, Double.isFinite(x - y) ? Math.abs(x - y) / allowed : 1);
      } else {
        different++;
        if (first == null) {
          first = new Difference(example, r, index(a.shape(), i), x, y, allowed);
        }
      }
    }

    private static boolean isNear(DType dtype, double x, double y, double allowed) {
      return allowed > 0
          && (dtype.isFloat()
              ? Agreement.isNear(Tolerance.sum(), dtype, x, y, allowed)
              : Math.abs(x - y) <= allowed);
    }

    private static List<Long> index(long[] shape, int element) {
      Long[] index = new Long[shape.length];
      long left = element;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        index[axis] = left % shape[axis];
        left /= shape[axis];
      }
      return List.of(index);
    }
  }
}
