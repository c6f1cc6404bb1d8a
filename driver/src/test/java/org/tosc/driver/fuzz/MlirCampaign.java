package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tosc.tir.ir.Function;

/// Generated kernels of a few nests as text of MLIR ([MlirJudge]). Results are the numbers that the
/// interpreter finds; powers within a few ulp.
final class MlirCampaign implements Campaign.Kind {
  /// How far the C library's powers may be off, in ulp of the format.
  static final double ULPS = 2;

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
    NestAgreement expected = NestAgreement.of(program, ULPS, 0);
    return new MlirJudge.Case(
        named, program.operands(), (_, found) -> expected.complaint(found.getFirst().reals()));
  }

  private Optional<Mismatch> mismatch(
      Choices choices, NestMaker.Program program, List<String> wrong) {
    if (wrong.isEmpty()) {
      return Optional.empty();
    }
    String what = String.join("\n", wrong);
    String internal = what.contains("internal") ? what : "";
    return Optional.of(NestAgreement.mismatch(name(), choices, program, what, internal));
  }
}
