package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.toolchain.NativeCompiler;
import org.tosc.backends.mlir.toolchain.NativeLibrary;
import org.tosc.backends.mlir.toolchain.Tool;
import org.tosc.backends.mlir.toolchain.ToolFault;
import org.tosc.backends.mlir.toolchain.Workplace;
import org.tosc.driver.mlir.Calls;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.text.Printer;

/// Writes generated kernels as text of MLIR in all levels, which the installed LLVM must verify and
/// lower, and runs what it makes of the levels for CPUs beside the interpreter. Results are the
/// same numbers; powers within a few ulp.
///
/// Many kernels go through one process of each tool: starting one takes longer than a kernel.
final class MlirCampaign implements Campaign.Kind {
  /// How far the C library's powers may be off, in ulp of the format.
  private static final double ULPS = 2;

  private final Map<String, Long> used = new TreeMap<>();

  /// A generated kernel.
  ///
  /// @param function with a symbol of its own in the batch
  private record Case(Choices choices, NestMaker.Program program, Function function) {}

  /// Why nothing can be checked here; null where it can.
  static @Nullable String obstacle() {
    return Tool.obstacle(Tool.MLIR_OPT, Tool.MLIR_TRANSLATE, Tool.CLANG);
  }

  @Override
  public String name() {
    return "mlir";
  }

  @Override
  public int batch() {
    return 50;
  }

  @Override
  public Map<String, Long> used() {
    return used;
  }

  @Override
  public List<Optional<Mismatch>> run(List<Choices> programs) {
    List<Case> cases =
        IntStream.range(0, programs.size()).mapToObj(i -> made(programs.get(i), i)).toList();
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
    return IntStream.range(0, cases.size())
        .mapToObj(i -> mismatch(cases.get(i), wrong.get(i)))
        .toList();
  }

  private static Case made(Choices choices, int number) {
    NestMaker.Program program = NestMaker.make(choices);
    Function k = program.kernel();
    Function named = new Function("k" + number, k.results(), k.body(), k.attributes(), k.span());
    return new Case(choices, program, named);
  }

  private Optional<Mismatch> mismatch(Case one, List<String> wrong) {
    if (wrong.isEmpty()) {
      return Optional.empty();
    }
    String text =
        Printer.print(new Module(List.of(), List.of(one.program().kernel())))
            + one.program().operands();
    String what = String.join("\n", wrong);
    String internal = what.contains("internal") ? what : "";
    return Optional.of(
        new Mismatch(name(), one.choices().taken(), text + "\n" + what, "", internal));
  }

  private static List<String> names(Function kernel) {
    return IntStream.range(0, Calls.buffers(kernel)).mapToObj(i -> "b" + i).toList();
  }

  private static String text(Level level, List<Function> kernels) throws NoText {
    return level.text(kernels, kernels.stream().map(MlirCampaign::names).toList());
  }

  private static @Nullable String refusal(Level level, Case one) {
    try {
      return text(level, List.of(one.function())).isEmpty() ? "nothing" : null;
    } catch (NoText none) {
      return none.why();
    }
  }

  /// Judges kernels of a level together, and each alone where that fails.
  private void judge(Level level, List<Case> cases, List<Integer> which, List<List<String>> wrong) {
    if (which.isEmpty()) {
      return;
    }
    try {
      List<Function> functions = which.stream().map(i -> cases.get(i).function()).toList();
      try (Workplace place = Workplace.open()) {
        String text = text(level, functions);
        if (level == Level.GPU) {
          place.write("a.mlir", text);
          NativeCompiler.lower("a.mlir", level.pipeline(), "b.mlir", place);
        } else {
          NativeLibrary library =
              NativeLibrary.load(NativeCompiler.compile(text, level.pipeline(), place));
          which.forEach(i -> compare(level, cases.get(i), library, wrong.get(i)));
        }
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

  private void compare(Level level, Case one, NativeLibrary library, List<String> wrong) {
    Function kernel = one.function();
    List<OracleTensor> operands = one.program().operands();
    OracleTensor expected = Calls.interpreted(kernel, operands).getFirst();
    var code = library.function(kernel.symbol(), Calls.buffers(kernel));
    OracleTensor found = Calls.called(code, kernel, operands, 0).getFirst();
    count(level.kind() + " run, of " + expected.element());
    double ulps = one.program().isExact() ? 0 : ULPS;
    for (int i = 0; i < expected.size(); i++) {
      if (!isSame(expected.real(i), found.real(i), ulps, expected.element())) {
        wrong.add(
            "%s: element %d: %s expected, %s found"
                .formatted(level, i, expected.real(i), found.real(i)));
        return;
      }
    }
  }

  private static boolean isSame(double x, double y, double ulps, Scalar element) {
    double ulp = element == Scalar.F64 ? Math.ulp(x) : Math.ulp((float) x);
    return x == y || (Double.isNaN(x) && Double.isNaN(y)) || Math.abs(x - y) <= ulps * ulp;
  }

  private void count(String what) {
    used.merge(what, 1L, Long::sum);
  }

  /// What was counted, for a message.
  String counted() {
    return used.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
  }
}
