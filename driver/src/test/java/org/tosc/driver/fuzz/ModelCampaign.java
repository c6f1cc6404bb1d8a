package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.KernelTarget.Outcome;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.machines.gpu.cost.GpuFile;
import org.tosc.backends.mlir.Level;
import org.tosc.driver.machine.ModelledMlir;
import org.tosc.driver.machine.ModelledTriton;
import org.tosc.driver.mlir.Calls;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.text.Printer;

/// Runs generated kernels on the models alone: every level of MLIR on the model of MLIR, Python and
/// TTIR on that of a GPU, all beside the interpreter.
final class ModelCampaign implements Campaign.Kind {
  /// Powers are other polynomials there than the interpreter's.
  private static final double ULPS = 4;

  private static final Map<String, Supplier<KernelTarget>> MODELS = make();

  private final Map<String, Long> used = new TreeMap<>();

  private static Map<String, Supplier<KernelTarget>> make() {
    Map<String, Supplier<KernelTarget>> all = new LinkedHashMap<>();
    for (Level level : Level.values()) {
      all.put(level.kind(), () -> new ModelledMlir(level));
    }
    for (ModelledTriton.Form form : ModelledTriton.Form.values()) {
      all.put(form.name(), () -> new ModelledTriton(GpuFile.bundled("h100"), form));
    }
    return all;
  }

  /// Their names.
  static Set<String> models() {
    return MODELS.keySet();
  }

  @Override
  public String name() {
    return "models";
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
    return programs.stream().map(this::run).toList();
  }

  private Optional<Mismatch> run(Choices choices) {
    NestMaker.Program program = NestMaker.make(choices);
    count("kernels of " + program.element());
    NestAgreement expected = NestAgreement.of(program, ULPS);
    List<String> wrong = new ArrayList<>();
    MODELS.forEach(
        (name, model) -> {
          String complaint = complaint(name, model.get(), program, expected);
          if (complaint != null) {
            wrong.add(name + ": " + complaint);
          }
        });
    if (wrong.isEmpty()) {
      return Optional.empty();
    }
    String text = Printer.print(NestAgreement.module(program)) + program.operands();
    String what = String.join("\n", wrong);
    String internal = what.contains("internal: ") ? what : "";
    return Optional.of(new Mismatch(name(), choices.taken(), text + "\n" + what, "", internal));
  }

  private @Nullable String complaint(
      String name, KernelTarget model, NestMaker.Program program, NestAgreement expected) {
    try {
      return switch (model.compile(program.kernel(), 1)) {
        case Outcome.Refused(String why) -> "internal: refused: " + why;
        case Outcome.Made(NativeKernel made) -> {
          count(name + " ran");
          OracleTensor found =
              Calls.called(made, program.kernel(), program.operands(), 0).getFirst();
          yield expected.complaint(found.reals());
        }
      };
    } catch (IllegalStateException | AssertionError fault) {
      return "internal: " + fault;
    }
  }

  private void count(String what) {
    used.merge(what, 1L, Long::sum);
  }
}
