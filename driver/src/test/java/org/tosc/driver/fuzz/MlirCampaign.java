package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.mlir.Calls;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.text.Printer;

/// Generated kernels of a few nests as text of MLIR ([MlirJudge]). Results are the numbers that the
/// interpreter finds; powers within a few ulp.
final class MlirCampaign implements Campaign.Kind {
  /// How far the C library's powers may be off, in ulp of the format.
  private static final double ULPS = 2;

  private final MlirJudge judge = new MlirJudge();

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
    return judge.used();
  }

  @Override
  public List<Optional<Mismatch>> run(List<Choices> programs) {
    List<NestMaker.Program> made = programs.stream().map(NestMaker::make).toList();
    List<MlirJudge.Case> cases = new ArrayList<>();
    for (NestMaker.Program program : made) {
      cases.add(judged(program, "k" + cases.size()));
    }
    List<List<String>> wrong = judge.judged(cases);
    List<Optional<Mismatch>> all = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      all.add(mismatch(programs.get(i), made.get(i), wrong.get(i)));
    }
    return all;
  }

  private static MlirJudge.Case judged(NestMaker.Program program, String symbol) {
    Function k = program.kernel();
    Function named = new Function(symbol, k.results(), k.body(), k.attributes(), k.span());
    OracleTensor expected = Calls.interpreted(k, program.operands()).getFirst();
    double ulps = program.isExact() ? 0 : ULPS;
    return new MlirJudge.Case(
        named, program.operands(), (_, found) -> difference(expected, found.getFirst(), ulps));
  }

  private static @Nullable String difference(
      OracleTensor expected, OracleTensor found, double ulps) {
    for (int i = 0; i < expected.size(); i++) {
      if (!isSame(expected.real(i), found.real(i), ulps, expected.element())) {
        return "element %d: %s expected, %s found".formatted(i, expected.real(i), found.real(i));
      }
    }
    return null;
  }

  private static boolean isSame(double x, double y, double ulps, Scalar element) {
    double ulp = element == Scalar.F64 ? Math.ulp(x) : Math.ulp((float) x);
    return x == y || (Double.isNaN(x) && Double.isNaN(y)) || Math.abs(x - y) <= ulps * ulp;
  }

  private Optional<Mismatch> mismatch(
      Choices choices, NestMaker.Program program, List<String> wrong) {
    if (wrong.isEmpty()) {
      return Optional.empty();
    }
    String text =
        Printer.print(new Module(List.of(), List.of(program.kernel()))) + program.operands();
    String what = String.join("\n", wrong);
    String internal = what.contains("internal") ? what : "";
    return Optional.of(new Mismatch(name(), choices.taken(), text + "\n" + what, "", internal));
  }
}
