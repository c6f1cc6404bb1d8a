package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.KernelTarget.Outcome;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.machines.gpu.cost.Gpu;
import org.tosc.backends.machines.gpu.cost.GpuFile;
import org.tosc.backends.mlir.Level;
import org.tosc.driver.machine.ModelledMlir;
import org.tosc.driver.machine.ModelledTriton;
import org.tosc.driver.mlir.Calls;
import org.tosc.tir.interp.OracleTensor;

/// Runs generated kernels on the models alone: every level of MLIR on the model of MLIR, Python and
/// TTIR on that of a GPU, all beside the interpreter.
final class ModelCampaign implements Campaign.Kind {
  private static final Map<String, Supplier<KernelTarget>> OF_MLIR = ofMlir();
  private static final Map<String, Supplier<KernelTarget>> OF_GPU = ofGpu();

  private final Map<String, Long> used = new TreeMap<>();

  private static Map<String, Supplier<KernelTarget>> ofMlir() {
    Map<String, Supplier<KernelTarget>> all = new LinkedHashMap<>();
    for (Level level : Level.values()) {
      all.put(level.kind(), () -> new ModelledMlir(level));
    }
    return all;
  }

  private static Map<String, Supplier<KernelTarget>> ofGpu() {
    Gpu gpu = GpuFile.bundled("h100");
    Map<String, Supplier<KernelTarget>> all = new LinkedHashMap<>();
    for (ModelledTriton.Form form : ModelledTriton.Form.values()) {
      all.put(form.name(), () -> new ModelledTriton(gpu, form));
    }
    return all;
  }

  /// Their names.
  static Set<String> models() {
    Set<String> all = new TreeSet<>(OF_MLIR.keySet());
    all.addAll(OF_GPU.keySet());
    return all;
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
    NestAgreement ofMlir = NestAgreement.of(program, MlirCampaign.ULPS, 0);
    NestAgreement ofGpu = TritonCampaign.agreement(program, ofMlir.expected());
    List<String> wrong = new ArrayList<>();
    OF_MLIR.forEach((name, model) -> judge(name, model.get(), program, ofMlir, wrong));
    OF_GPU.forEach((name, model) -> judge(name, model.get(), program, ofGpu, wrong));
    if (wrong.isEmpty()) {
      return Optional.empty();
    }
    String what = String.join("\n", wrong);
    String fault = what.contains("internal: ") ? what : "";
    return Optional.of(NestAgreement.mismatch(name(), choices, program, what, fault));
  }

  private void judge(
      String name,
      KernelTarget model,
      NestMaker.Program program,
      NestAgreement expected,
      List<String> wrong) {
    String complaint = complaint(name, model, program, expected);
    if (complaint != null) {
      wrong.add(name + ": " + complaint);
    }
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
