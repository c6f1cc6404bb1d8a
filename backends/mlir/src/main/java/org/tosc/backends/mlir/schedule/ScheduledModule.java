package org.tosc.backends.mlir.schedule;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.mlir.linalg.LinalgFunction;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.tir.ir.Function;

/// Functions and the schedule of what they compute.
public final class ScheduledModule {
  private ScheduledModule() {}

  /// Writes kernels, and `@__transform_main` behind them.
  ///
  /// @param names of each kernel's arguments
  public static List<MlirOperation> of(List<Function> kernels, List<List<String>> names)
      throws NoText {
    List<MlirOperation> all = new ArrayList<>();
    ScheduleWriter schedule = new ScheduleWriter();
    for (int i = 0; i < kernels.size(); i++) {
      Function kernel = kernels.get(i);
      PackedProducts products = new PackedProducts(kernel.symbol());
      all.add(LinalgFunction.of(kernel, names.get(i), products));
      products.scheduled().forEach(p -> schedule.product(kernel.symbol(), p));
    }
    all.add(schedule.sequence());
    return all;
  }
}
