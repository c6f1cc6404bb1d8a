package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.Level;
import org.tosc.driver.Optimizer;
import org.tosc.driver.mlir.Calls;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.text.Printer;

/// Kernels of generated graphs as text of MLIR ([MlirJudge]). Loops over vectors give the bits that
/// the interpreter finds for the same loops; the other levels are as near to the nests as other
/// roundings of the operands are, and a little more.
final class MlirGraphCampaign implements Campaign.Kind {
  /// In ulp of `f32` of the greatest element: what roundings on the way may do beside those of
  /// operands.
  private static final double ULPS = 64;

  /// How much more than a change of all operands by an ulp.
  private static final double TIMES = 32;

  private final MlirJudge judge = new MlirJudge();

  @Override
  public String name() {
    return "mlir-graphs";
  }

  @Override
  public int batch() {
    return 50;
  }

  @Override
  public Map<String, Long> used() {
    return judge.used();
  }

  @Override
  public List<Optional<Mismatch>> run(List<Choices> programs) {
    List<MlirJudge.Case> cases = new ArrayList<>();
    List<List<Integer>> ofProgram = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Choices choices : programs) {
      GraphMaker graphs = new GraphMaker(false);
      texts.add(graphs.add(0, choices));
      Module module = Optimizer.standard(new Module(List.of(), graphs.functions()), "jvm");
      List<Integer> own = new ArrayList<>();
      for (Operation group : groups(module)) {
        MlirJudge.Case made = judged(group, "k" + cases.size());
        if (made != null) {
          own.add(cases.size());
          cases.add(made);
        }
      }
      ofProgram.add(own);
    }
    List<List<String>> wrong = judge.judged(cases);
    List<Optional<Mismatch>> all = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      StringBuilder what = new StringBuilder();
      for (int k : ofProgram.get(i)) {
        wrong.get(k).forEach(w -> what.append(w).append('\n'));
        if (!wrong.get(k).isEmpty()) {
          what.append(Printer.print(cases.get(k).function()));
        }
      }
      all.add(mismatch(programs.get(i), texts.get(i), what.toString()));
    }
    return all;
  }

  private static List<Operation> groups(Module module) {
    List<Operation> groups = new ArrayList<>();
    for (Function f : module.functions()) {
      Graph.each(
          f.body(),
          o -> {
            if (o.op() == FusedOp.FUSED) {
              groups.add(o);
            }
          });
    }
    return groups;
  }

  private MlirJudge.@Nullable Case judged(Operation group, String symbol) {
    Region region = group.region(0);
    if (!(Kernelize.kernel(symbol, region, group.span())
        instanceof Kernelize.Outcome.Made(Function nests))) {
      judge.count("no kernel");
      return null;
    }
    List<OracleTensor> operands = Calls.operands(nests, symbol.hashCode());
    List<OracleTensor> expected = Calls.interpreted(nests, operands);
    List<OracleTensor> near = Calls.interpreted(nests, Kernels.moved(operands, 1));
    double allowed = ULPS * coarseness(nests) + TIMES * Kernels.difference(expected, near);
    List<Function> loops = Lower.lower(nests, Machine.AVX512.asAssembled());
    boolean hasVectors =
        loops != null
            && nests.params().stream()
                .allMatch(p -> ((BufferType) p.type()).element() == Scalar.F32);
    List<OracleTensor> exact =
        hasVectors && loops != null
            ? Kernels.run(
                Kernels.wrapped(loops, Value.types(region.params()), Value.types(group.results())),
                "wrapped",
                operands)
            : List.of();
    return new MlirJudge.Case(
        nests,
        operands,
        (level, found) ->
            level == Level.VECTOR && hasVectors
                ? different(exact, found)
                : far(expected, found, allowed));
  }

  /// Ulp of `f32` in one of the results' format.
  private static double coarseness(Function nests) {
    Scalar element = ((BufferType) nests.params().get(Calls.buffers(nests) - 1).type()).element();
    return element == Scalar.F16 ? 0x1p13 : element == Scalar.BF16 ? 0x1p16 : 1;
  }

  private static @Nullable String far(
      List<OracleTensor> expected, List<OracleTensor> found, double allowed) {
    double off = Kernels.difference(expected, found);
    return off <= allowed
        ? null
        : "off by %s ulp of the greatest, %s allowed".formatted(off, allowed);
  }

  private static @Nullable String different(List<OracleTensor> expected, List<OracleTensor> found) {
    for (int t = 0; t < expected.size(); t++) {
      for (int i = 0; i < expected.get(t).size(); i++) {
        double x = expected.get(t).real(i);
        double y = found.get(t).real(i);
        if (Double.compare(x, y) != 0) {
          return "element %d: %s expected, %s found".formatted(i, x, y);
        }
      }
    }
    return null;
  }

  private Optional<Mismatch> mismatch(Choices choices, String text, String what) {
    String internal = what.contains("internal") ? what : "";
    return what.isEmpty()
        ? Optional.empty()
        : Optional.of(new Mismatch(name(), choices.taken(), text + "\n" + what, "", internal));
  }
}
