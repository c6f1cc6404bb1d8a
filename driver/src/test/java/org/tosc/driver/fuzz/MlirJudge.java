package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.toolchain.NativeCompiler;
import org.tosc.backends.mlir.toolchain.NativeLibrary;
import org.tosc.backends.mlir.toolchain.Tool;
import org.tosc.backends.mlir.toolchain.ToolFault;
import org.tosc.backends.mlir.toolchain.Workplace;
import org.tosc.driver.machine.ModelledMlir;
import org.tosc.driver.mlir.Calls;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;

/// Writes kernels as text of MLIR in all levels, which the installed LLVM must verify and lower,
/// and runs what it makes of the levels for CPUs.
///
/// Many kernels go through one process of each tool: starting one takes longer than a kernel.
final class MlirJudge {
  /// A kernel.
  ///
  /// @param function with a symbol of its own in the batch
  record Case(Function function, List<OracleTensor> operands, Agreement agreement) {}

  /// What results are right.
  @FunctionalInterface
  interface Agreement {
    /// How the results of a level are wrong, in words; null where they are not.
    @Nullable String complaint(Level level, List<OracleTensor> results);
  }

  /// What was done, and how often.
  private final Map<String, Long> used = new TreeMap<>();

  /// Why nothing can be checked here; null where it can.
  static @Nullable String obstacle() {
    return Tool.obstacle(Tool.MLIR_OPT, Tool.MLIR_TRANSLATE, Tool.CLANG);
  }

  Map<String, Long> used() {
    return used;
  }

  /// What is wrong with each kernel.
  List<List<String>> judged(List<Case> cases) {
    List<List<String>> wrong = new ArrayList<>();
    cases.forEach(_ -> wrong.add(new ArrayList<>()));
    for (Level level : Level.values()) {
      List<Integer> written = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        String refusal = refusal(level, cases.get(i));
        count(level.kind() + (refusal == null ? "" : " refused: " + refusal));
        if (refusal == null) {
          written.add(i);
        }
      }
      judge(level, cases, written, wrong);
    }
    return wrong;
  }

  private static List<String> names(Function kernel) {
    return IntStream.range(0, Calls.buffers(kernel)).mapToObj(i -> "b" + i).toList();
  }

  private static String text(Level level, List<Function> kernels) throws NoText {
    return level.text(kernels, kernels.stream().map(MlirJudge::names).toList());
  }

  private static @Nullable String refusal(Level level, Case one) {
    try {
      return text(level, List.of(one.function())).isEmpty() ? "nothing" : null;
    } catch (NoText none) {
      return none.why();
    }
  }

  /// Judges kernels of a level together, and halves of them where that fails.
  private void judge(Level level, List<Case> cases, List<Integer> which, List<List<String>> wrong) {
    if (which.isEmpty()) {
      return;
    }
    try (Workplace place = Workplace.open()) {
      String text = text(level, which.stream().map(i -> cases.get(i).function()).toList());
      if (level == Level.GPU) {
        place.write("a.mlir", text);
        NativeCompiler.lower("a.mlir", level.pipeline(), "b.mlir", place);
        which.forEach(i -> compare(level, cases.get(i), modelled(cases.get(i)), wrong.get(i)));
      } else {
        NativeLibrary library =
            NativeLibrary.load(NativeCompiler.compile(text, level.pipeline(), place));
        which.forEach(i -> compare(level, cases.get(i), code(cases.get(i), library), wrong.get(i)));
      }
    } catch (ToolFault | NoText fault) {
      if (which.size() == 1) {
        wrong.get(which.getFirst()).add("internal: " + level + ": " + fault.getMessage());
      } else {
        int middle = which.size() / 2;
        judge(level, cases, which.subList(0, middle), wrong);
        judge(level, cases, which.subList(middle, which.size()), wrong);
      }
    }
  }

  private static NativeKernel.Code code(Case one, NativeLibrary library) {
    return library.function(one.function().symbol(), Calls.buffers(one.function()));
  }

  /// On the model of MLIR, which has a GPU.
  private static NativeKernel.Code modelled(Case one) {
    return switch (new ModelledMlir(Level.GPU).compile(one.function(), 1)) {
      case KernelTarget.Outcome.Made(NativeKernel kernel) -> kernel.entry();
      case KernelTarget.Outcome.Refused(String why) -> throw new ToolFault(why);
    };
  }

  private void compare(Level level, Case one, NativeKernel.Code code, List<String> wrong) {
    Function kernel = one.function();
    List<OracleTensor> found = Calls.called(code, kernel, one.operands(), 0);
    count(level.kind() + " run, of " + found.getFirst().element());
    String complaint = one.agreement().complaint(level, found);
    if (complaint != null) {
      wrong.add(level + ": " + complaint);
    }
  }

  void count(String what) {
    used.merge(what, 1L, Long::sum);
  }
}
