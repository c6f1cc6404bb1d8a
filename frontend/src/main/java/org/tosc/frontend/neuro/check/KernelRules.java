package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.LibraryFn;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// What a kernel, and everything it calls, cannot do: call itself, allocate, use strings, print,
/// launch others (languages.md, section 2.4). A kernel must be able to run on a device that has
/// nothing but its registers and the memory it was given.
final class KernelRules {
  private final Program program;
  private final TFunction kernel;
  private final Set<TFunction> seen = new HashSet<>();
  private final List<TFunction> path = new ArrayList<>();

  private KernelRules(Program program, TFunction kernel) {
    this.program = program;
    this.kernel = kernel;
  }

  static void check(Program program, TFunction kernel) {
    KernelRules rules = new KernelRules(program, kernel);
    rules.signature();
    rules.function(kernel);
  }

  private void signature() {
    boolean givesTile = kernel.result() instanceof Ty.Tile;
    boolean hasViews = kernel.isGridKernel();
    if (hasViews && kernel.result() != Ty.Basic.UNIT && !kernel.result().isSilent()) {
      report(kernel.span(), "a kernel that takes views has no result; it writes to a `View_mut`");
    }
    if (!hasViews && !givesTile && !kernel.result().isSilent()) {
      report(kernel.span(), "a kernel gives a tile, or takes views that it writes");
    }
    for (var param : kernel.params()) {
      Ty type = param.variable().type();
      if (type instanceof Ty.Tensor) {
        report(param.variable().span(), "a kernel does not own tensors; a `View` borrows one");
      }
    }
  }

  private void function(TFunction function) {
    if (path.contains(function)) {
      return;
    }
    TBlock body = function.body();
    if (!seen.add(function) || body == null) {
      return;
    }
    path.add(function);
    Parts.each(body, this::expr);
    path.removeLast();
  }

  private void expr(TExpr expr) {
    String what = complaint(expr);
    if (what != null) {
      report(expr.span(), "a kernel cannot " + what);
      return;
    }
    TFunction callee =
        expr instanceof TExpr.Call call
            ? call.function()
            : expr instanceof TExpr.Reference reference ? reference.function() : null;
    if (callee == null) {
      return;
    }
    if (path.contains(callee)) {
      report(expr.span(), "a kernel cannot call itself, which `" + callee.name() + "` does here");
    } else {
      function(callee);
    }
  }

  private static @Nullable String complaint(TExpr expr) {
    return switch (expr) {
      case TExpr.Library call -> library(call.fn());
      case TExpr.Lift _ -> "start another kernel over views";
      case TExpr.Launch _ -> "launch another kernel";
      case TExpr.Call call when call.function().foreign() != null -> "call Pseudocode";
      case TExpr.Reference named when named.function().foreign() != null -> "call Pseudocode";
      case TExpr.CallValue _ -> "call a function that is known only when the program runs";
      case TExpr e when e.type() == Ty.Basic.STR -> "use strings";
      case TExpr e -> null;
    };
  }

  private static @Nullable String library(LibraryFn fn) {
    return switch (fn) {
      case TENSOR_ALLOC, TENSOR_ZEROS, TENSOR_ONES, TENSOR_FULL, TENSOR_RAND, TENSOR_RANDN ->
          "allocate tensors";
      case TENSOR_FROM_LIST, TENSOR_LOAD, TO -> "allocate tensors";
      case PRINT, SHOW, SAVE, MODEL_LOAD, GENERATE -> "read or write anything but its views";
      case ASSERT, TO_STR, DTYPE, LEN -> "use strings";
      case TIME_NOW, DEVICE_GET, DEVICE_COUNT, DEVICE_ALL -> "ask its surroundings";
      case VIEW, VIEW_MUT, TO_LIST -> "own tensors";
      case SHAPE, DIM, SLICE, TRANSPOSE, COPY_FROM -> null;
    };
  }

  private void report(Span span, String message) {
    Diagnostic diagnostic = Diagnostic.of(Code.E1408, span, message);
    boolean isElsewhere = path.size() > 1;
    program.report(
        isElsewhere ? diagnostic.label(kernel.span(), "the kernel that comes here") : diagnostic);
  }
}
