package org.tosc.backends.snitch.kernel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Compiler;
import org.tosc.backends.snitch.code.Routine;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.loops.LoopCompiler;
import org.tosc.passes.lower.ElementLoops;
import org.tosc.tir.ir.Function;

/// The code of a function of nests: streams where they fit, and loops of the core otherwise.
///
/// ```java
/// KernelCode relu = KernelCode.of(function);
/// relu.routine().text();                      // assembly
/// ```
///
/// @param whyLoops what streams do not fit; null where there are streams
public record KernelCode(Routine routine, @Nullable String whyLoops) {
  /// The code of a function.
  ///
  /// @throws Unsupported where neither streams nor loops have code for it
  public static KernelCode of(Function function) throws Unsupported {
    return of(function, false);
  }

  /// The code of a function.
  ///
  /// @param isShared whether other cores use the memory at the same time
  /// @throws Unsupported where neither streams nor loops have code for it
  public static KernelCode of(Function function, boolean isShared) throws Unsupported {
    try {
      Routine streams = Compiler.compile(function, isShared, () -> loops(function));
      return new KernelCode(streams, null);
    } catch (Unsupported streams) {
      String why = Objects.requireNonNull(streams.getMessage());
      return new KernelCode(loops(function), why);
    }
  }

  private static Routine loops(Function function) throws Unsupported {
    Function loops = ElementLoops.of(function);
    if (loops == null) {
      throw new Unsupported(function.span(), "bounds or extents that are known at run time");
    }
    return LoopCompiler.compile(loops, null);
  }
}
