package org.tosc.rt.tensor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tosc.rt.tensor.kernel.Attention;
import org.tosc.rt.tensor.kernel.Call;
import org.tosc.rt.tensor.kernel.Conversion;
import org.tosc.rt.tensor.kernel.Convolution;
import org.tosc.rt.tensor.kernel.Creation;
import org.tosc.rt.tensor.kernel.Elementwise;
import org.tosc.rt.tensor.kernel.Gathering;
import org.tosc.rt.tensor.kernel.Kernel;
import org.tosc.rt.tensor.kernel.Layout;
import org.tosc.rt.tensor.kernel.LinearAlgebra;
import org.tosc.rt.tensor.kernel.Losses;
import org.tosc.rt.tensor.kernel.MatMul;
import org.tosc.rt.tensor.kernel.Normalizing;
import org.tosc.rt.tensor.kernel.Ordering;
import org.tosc.rt.tensor.kernel.Reductions;
import org.tosc.rt.tensor.kernel.Rope;
import org.tosc.rt.tensor.kernel.Unary;

/// The engine of this package: a table of operation names and kernels on Java arrays.
///
/// Example: `new Kernels().apply("add", new Object[] {t, 1L}, Map.of())`.
public final class Kernels implements TensorEngine {
  private static final Map<String, Kernel> TABLE =
      merged(
          List.of(
              Elementwise.table(),
              Unary.table(),
              Reductions.table(),
              MatMul.table(),
              Layout.table(),
              Gathering.table(),
              Conversion.table(),
              Attention.table(),
              Convolution.table(),
              Creation.table(),
              LinearAlgebra.table(),
              Losses.table(),
              Normalizing.table(),
              Ordering.table(),
              Rope.table()));

  /// The table is shared; an engine has no state.
  public Kernels() {}

  private static Map<String, Kernel> merged(List<Map<String, Kernel>> groups) {
    Map<String, Kernel> all = new HashMap<>();
    for (Map<String, Kernel> group : groups) {
      group.forEach(
          (op, kernel) -> {
            if (all.put(op, kernel) != null) {
              throw new IllegalStateException("two kernels for " + op);
            }
          });
    }
    return Map.copyOf(all);
  }

  /// The names of all operations, sorted.
  public static Set<String> names() {
    return new TreeSet<>(TABLE.keySet());
  }

  @Override
  public String name() {
    return "jvm";
  }

  @Override
  public Object apply(String op, Object[] args, Map<String, Object> attrs) {
    Kernel kernel = TABLE.get(op);
    if (kernel == null) {
      throw TensorFault.value("there is no tensor operation `" + op + "`");
    }
    try {
      return kernel.run(new Call(op, args, attrs));
    } catch (ArithmeticException e) {
      // The exact methods of Math throw it, and nothing else here does.
      TensorFault fault = TensorFault.overflow("`" + op + "` overflows the 64-bit integers");
      fault.addSuppressed(e);
      throw fault;
    }
  }
}
