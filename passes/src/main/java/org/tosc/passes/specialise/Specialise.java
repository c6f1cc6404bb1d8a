package org.tosc.passes.specialise;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tosc.passes.Pass;
import org.tosc.passes.Passes;
import org.tosc.passes.Pipeline;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;

/// Makes the version of an outlined part ([org.tosc.passes.outline.Outline]) for arguments of these
/// kinds: the same function on tensors of known shape and numbers, in tensor operations.
///
/// ```java
/// Outcome outcome = Specialise.specialise(module, part, List.of(new Argument.Tensor(type), INT));
/// ```
///
/// What a version does:
///
/// - It runs no code of the program and raises nothing that the part would not raise at the same
///   place. What could is refused: an operation on other values, a shape that does not fit.
/// - It reads and writes no variables of the file. What the part reads is in its last parameters
///   (`reads`); what it writes is in its last results (`writes`), which the caller stores.
/// - A constant argument keeps its parameter, which the version ignores.
/// - A result that is `any` in the part has the type of its tensor where it is one.
public final class Specialise {
  /// What is done with a version; kernels of its groups are made when they have run often enough.
  public static final List<Pass> PASSES =
      Stream.of("fold", "tensors", "canonicalise", "cse", "dce", "precision", "fuse")
          .map(Passes::the)
          .toList();

  private Specialise() {}

  /// A version with groups.
  public static Outcome specialise(Module module, Function part, List<Argument> arguments) {
    return specialise(module, part, arguments, PASSES);
  }

  /// A version after these passes.
  public static Outcome specialise(
      Module module, Function part, List<Argument> arguments, List<Pass> passes) {
    if (arguments.size() != part.params().size()) {
      throw new IllegalArgumentException(
          "@%s takes %d arguments, not %d"
              .formatted(part.symbol(), part.params().size(), arguments.size()));
    }
    try {
      Function version = new Version(module, part).of(arguments);
      Pipeline.Options options = Pipeline.Options.DEFAULT.keeping(Set.of(part.symbol()));
      Module made =
          Pipeline.run(
              new Module(List.of(), List.of(version)), passes, options, Pipeline.Trace.NONE);
      Function function = made.function(part.symbol());
      return function == null
          ? new Outcome.Refused("the version is gone")
          : new Outcome.Made(made, function);
    } catch (Refusal refusal) {
      return new Outcome.Refused(refusal.why());
    }
  }
}
