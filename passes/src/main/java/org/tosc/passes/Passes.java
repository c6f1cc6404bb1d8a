package org.tosc.passes;

import static org.tosc.passes.Order.before;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.autodiff.Autodiff;
import org.tosc.passes.canonical.Canonicalise;
import org.tosc.passes.cse.CommonValues;
import org.tosc.passes.dce.DeadCode;
import org.tosc.passes.fold.Fold;
import org.tosc.passes.fuse.Fuse;
import org.tosc.passes.inline.Inline;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.locals.Locals;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.passes.memory.PlanMemory;
import org.tosc.passes.outline.Outline;
import org.tosc.passes.precision.Precision;
import org.tosc.passes.tensors.TensorCalls;

/// The table of passes, in the order in which they run, and why each stands where it does.
///
/// A new pass is one row here, its constraints, and its file tests; see `passes/README.md`.
public final class Passes {
  private static final List<Pass> TABLE =
      List.of(
          Pass.of(
              "inline",
              "bodies of small functions, and of those called once, in place of their calls",
              Inline::run),
          Pass.of(
              "locals",
              "values in place of reads of slots, where it is known what a slot holds",
              Locals::run),
          Pass.of("fold", "what has constant operands only, computed now", Fold::run)
              .by(Fold::topics),
          Pass.of(
              "autodiff",
              "derivatives of known functions at known shapes as functions, instead of tapes",
              Autodiff::run),
          Pass.of(
              "tensors",
              "built-ins and operators on tensors of known shape as tensor operations",
              TensorCalls::run),
          Pass.of(
                  "canonicalise",
                  "one form for each computation: constants last, identities and round trips gone",
                  Canonicalise::run)
              .by(Canonicalise::topics),
          Pass.of("cse", "equal pure operations done once", CommonValues::run),
          Pass.of(
              "dce",
              "operations, slots and control without use and without effect gone",
              DeadCode::run),
          Pass.of(
              "outline",
              "computations with tensors of unknown shape as functions to specialise",
              Outline::run),
          Pass.of(
              "precision",
              "operands of products as f16 or bf16 in functions that ask for it, with error bounds",
              Precision::run),
          Pass.of(
              "fuse",
              "groups of tensor operations that run as one, or why they stay apart",
              Fuse::run),
          Pass.of(
                  "kernelize",
                  "a kernel for each group: nests over buffers, layouts as accesses",
                  Kernelize::run)
              .whenAsked(),
          Pass.of(
                  "plan-memory",
                  "offsets of intermediate tensors in one arena, used again as soon as they are"
                      + " free",
                  PlanMemory::run)
              .whenAsked(),
          Pass.of(
                  "lower",
                  "kernels as loops over vectors: panels, register tiles, masks at edges",
                  (module, work) -> Lower.run(module, Machine.AVX512, work))
              .whenAsked());

  private static final List<Order> ORDERS =
      List.of(
          before("inline", "locals", "arguments are known to the slots they are stored in"),
          before("locals", "fold", "constants reach their uses through variables"),
          before("locals", "tensors", "a variable that may hold anything holds a tensor here"),
          before("fold", "tensors", "shapes and axes are constants"),
          before("locals", "autodiff", "a function in a variable is known where it is called"),
          before("fold", "autodiff", "arguments that are numbers are constants"),
          before("autodiff", "tensors", "a derivative is a tensor for those who compute with it"),
          before("autodiff", "canonicalise", "rules of derivatives multiply by ones and add zeros"),
          before("autodiff", "cse", "the function and its derivative compute the same things"),
          before("autodiff", "dce", "the function's result is not needed for its derivative"),
          before("autodiff", "fuse", "a derivative uses what lies inside groups"),
          before("tensors", "canonicalise", "tensor operations have more rules than calls"),
          before("fold", "canonicalise", "identities are recognised by constant operands"),
          before("canonicalise", "cse", "equal computations have one form"),
          before("cse", "dce", "merged operations leave operands without uses"),
          before("locals", "dce", "stores to slots that nobody reads any more go"),
          before("cse", "fuse", "what is computed twice would be grouped twice"),
          before("dce", "fuse", "a result that nobody needs would have to be stored"),
          before("tensors", "outline", "what is a tensor operation already needs no other version"),
          before("dce", "outline", "a part would hand out what nobody reads"),
          before("outline", "fuse", "groups are made in parts, too, where shapes are known"),
          before("inline", "precision", "casts of a caller and of its callee are one"),
          before("autodiff", "precision", "a derivative multiplies what its function multiplies"),
          before("tensors", "precision", "products are recognised as tensor operations"),
          before("canonicalise", "precision", "a product that goes need not be narrowed"),
          before("cse", "precision", "one tensor is rounded once"),
          before("dce", "precision", "bounds are stated for what is computed"),
          before("precision", "fuse", "casts become parts of groups"),
          before("fuse", "kernelize", "groups become kernels"),
          before("fuse", "plan-memory", "what stays inside a group needs no memory"),
          before("kernelize", "lower", "loops are made of nests"));

  static {
    String complaint = Order.complaint(TABLE.stream().map(Pass::name).toList(), ORDERS);
    if (complaint != null) {
      throw new IllegalStateException("the table of passes: " + complaint);
    }
  }

  private Passes() {}

  /// Every pass, in order.
  public static List<Pass> all() {
    return TABLE;
  }

  /// Why passes stand in this order.
  public static List<Order> orders() {
    return ORDERS;
  }

  public static List<String> names() {
    return TABLE.stream().map(Pass::name).toList();
  }

  public static @Nullable Pass named(String name) {
    return TABLE.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
  }

  /// The pass of a name that is known to be one.
  public static Pass the(String name) {
    return Objects.requireNonNull(named(name), name);
  }
}
