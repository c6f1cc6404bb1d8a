package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The loops that run one body of a nest, outermost first.
///
/// They are the dimensions in their own order, but for two things, neither of which shows in the
/// result: neighbouring dimensions that all operands walk through as through one become one loop;
/// and a parallel dimension along which the outs lie side by side goes innermost where a reduction
/// would be, because then the JIT can compute neighbours at once. The order of reductions among
/// themselves stays, so every element sees its terms in ascending order.
record Space(List<Loop> loops) {
  /// @param dim the dimension whose strides the loop has
  /// @param end the local with the number of rounds, or -1 where that is `extent`
  record Loop(int dim, int extent, int end, boolean isReduction) {}

  /// @param ends a local for each dimension with a bound, -1 for others
  static Space of(NestBody body, List<Long> extents, int[] ends) {
    List<Loop> loops = new ArrayList<>();
    for (int dim = 0; dim < ends.length; dim++) {
      loops.add(new Loop(dim, Math.toIntExact(extents.get(dim)), ends[dim], body.isReduction(dim)));
    }
    return new Space(merged(body, interchanged(body, loops)));
  }

  private static List<Loop> interchanged(NestBody body, List<Loop> loops) {
    boolean fits = !loops.isEmpty() && loops.getLast().isReduction() && body.raising().isUniform();
    boolean views =
        java.util.stream.IntStream.range(0, body.operands())
            .anyMatch(i -> body.touches(i) && body.access(i).isView());
    if (!fits || (views && !body.raising().isEmpty())) {
      return loops;
    }
    Loop best =
        loops.stream()
            .filter(l -> !l.isReduction() && l.extent() > 1 && isSideBySide(body, l.dim()))
            .max(Comparator.comparingInt(l -> streams(body, l.dim())))
            .orElse(null);
    if (best == null) {
      return loops;
    }
    List<Loop> ordered = new ArrayList<>(loops);
    ordered.remove(best);
    ordered.add(best);
    return ordered;
  }

  private static boolean isSideBySide(NestBody body, int dim) {
    return body.written().stream().allMatch(out -> body.access(out).stride(dim) == 1);
  }

  /// How many operands are read side by side or not at all along a dimension.
  private static int streams(NestBody body, int dim) {
    int count = 0;
    for (int i = 0; i < body.operands(); i++) {
      int stride = body.access(i).stride(dim);
      count += body.reads(i) && (stride == 0 || stride == 1) ? 1 : 0;
    }
    return count;
  }

  private static List<Loop> merged(NestBody body, List<Loop> loops) {
    List<Loop> merged = new ArrayList<>();
    for (Loop inner : loops) {
      if (!merged.isEmpty() && isOne(body, merged.getLast(), inner)) {
        Loop outer = merged.removeLast();
        merged.add(new Loop(inner.dim(), outer.extent() * inner.extent(), -1, inner.isReduction()));
      } else {
        merged.add(inner);
      }
    }
    return merged;
  }

  private static boolean isOne(NestBody body, Loop outer, Loop inner) {
    boolean alike =
        outer.end() < 0
            && inner.end() < 0
            && outer.isReduction() == inner.isReduction()
            && !body.asksFor(outer.dim())
            && !body.asksFor(inner.dim())
            && (long) outer.extent() * inner.extent() <= Integer.MAX_VALUE;
    for (int i = 0; alike && i < body.operands(); i++) {
      Access access = body.access(i);
      alike =
          !body.touches(i)
              || (!access.isView()
                  && access.stride(outer.dim()) == access.stride(inner.dim()) * inner.extent());
    }
    return alike;
  }
}
