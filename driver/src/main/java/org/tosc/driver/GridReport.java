package org.tosc.driver;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.lower.KernelReport;
import org.tosc.passes.bounds.Access;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;

/// Says of a kernel that is launched over a grid how each of its accesses to memory is kept inside,
/// and by what, or why that could not be proved.
///
/// ```text
/// blur launched over a grid
///   bounds    load(v, [i]) at 3:13 proved by the grid
///   bounds    store(out, [i], t) at 4:5 clipped: `i` may reach past axis 0 of `out`
/// ```
final class GridReport {
  private final Map<Operation, Access> found = new IdentityHashMap<>();
  private final List<KernelReport.Row> rows = new ArrayList<>();

  private GridReport(List<Access> accesses) {
    accesses.forEach(access -> found.put(access.operation(), access));
  }

  /// The report with its accesses.
  ///
  /// @param lowered the function before anything was proved of it
  static KernelReport of(KernelReport report, Function lowered, List<Access> accesses) {
    GridReport grid = new GridReport(accesses);
    grid.region(lowered.body());
    return new KernelReport(report.title(), grid.rows, report.grid());
  }

  private void region(Region region) {
    for (Operation operation : region.ops()) {
      String bounds = bounds(operation);
      if (bounds != null) {
        String text = operation.span().text().replaceAll("\\s+", " ");
        rows.add(
            new KernelReport.Row(
                "bounds",
                0,
                text + " at " + operation.span().from() + " " + told(operation, bounds)));
      }
      operation.regions().forEach(this::region);
    }
  }

  private String told(Operation operation, String bounds) {
    Access access = found.get(operation);
    if (access == null) {
      return bounds;
    }
    String why = access.why();
    if (access.isProved()) {
      return why.isEmpty() ? "proved" : "proved by " + why;
    }
    return why.isEmpty() ? bounds : bounds + ": " + why;
  }

  /// How an access is kept inside where nothing is proved, or null for what is none.
  private static @Nullable String bounds(Operation operation) {
    if (!(operation.op() instanceof KernelOp op)) {
      return null;
    }
    return switch (op) {
      case TILE_LOAD, TILE_STORE -> operation.attributes().string("bounds");
      case TILE_ATOMIC_ADD -> "clipped";
      case LOAD, STORE, VLOAD, VSTORE, ATOMIC_ADD, SLICE -> "checked";
      case VBYTES, VSCALES, VBLOCK -> "proved";
      case ALLOC, FREE, EXTENT, TRANSPOSE, COPY, FROM_TENSOR, TO_TENSOR -> null;
      case TILE_SPLAT, TILE_GET, TILE_RESHAPE, PROGRAM_ID, NUM_PROGRAMS, BARRIER -> null;
      case LAUNCH, NEST, INDEX, PREFETCH, PACK -> null;
    };
  }
}
