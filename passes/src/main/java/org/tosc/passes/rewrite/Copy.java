package org.tosc.passes.rewrite;

import java.util.List;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// Records with one part changed.
public final class Copy {
  private Copy() {}

  public static Operation with(Operation o, List<Value> operands, List<Region> regions) {
    return new Operation(o.op(), operands, o.attributes(), regions, o.results(), o.span());
  }

  /// The function with another body, or the same function.
  public static Function with(Function f, Region body) {
    return body == f.body()
        ? f
        : new Function(f.symbol(), f.results(), body, f.attributes(), f.span());
  }
}
