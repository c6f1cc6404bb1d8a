package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;

/// Says of a kernel that is launched how each of its accesses to memory is kept inside.
///
/// ```text
/// blur launched over a grid
///   bounds    load(v, [i]) at 3:13 checked
///   bounds    store(out, [i], t) at 4:5 clipped
/// ```
final class GridReport {
  private GridReport() {}

  static KernelReport of(TFunction kernel, Function lowered) {
    List<KernelReport.Row> rows = new ArrayList<>();
    region(lowered.body(), rows);
    return new KernelReport(kernel.name() + " launched over a grid", rows);
  }

  private static void region(Region region, List<KernelReport.Row> rows) {
    for (Operation operation : region.ops()) {
      String bounds = bounds(operation);
      if (bounds != null) {
        String text = operation.span().text().replaceAll("\\s+", " ");
        rows.add(
            new KernelReport.Row(
                "bounds", 0, text + " at " + operation.span().from() + " " + bounds));
      }
      operation.regions().forEach(r -> region(r, rows));
    }
  }

  /// How an access is kept inside, or null for what is none.
  private static @Nullable String bounds(Operation operation) {
    if (!(operation.op() instanceof KernelOp op)) {
      return null;
    }
    return switch (op) {
      case TILE_LOAD, TILE_STORE -> operation.attributes().string("bounds");
      case TILE_ATOMIC_ADD -> "clipped";
      case LOAD, STORE, ATOMIC_ADD, SLICE -> "checked";
      case ALLOC, FREE, EXTENT, TRANSPOSE, COPY, FROM_TENSOR, TO_TENSOR -> null;
      case TILE_SPLAT, TILE_GET, TILE_RESHAPE, PROGRAM_ID, NUM_PROGRAMS, BARRIER -> null;
      case LAUNCH, NEST, INDEX -> null;
    };
  }
}
